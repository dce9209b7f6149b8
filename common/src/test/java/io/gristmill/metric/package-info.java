/** Tests of {@code io.gristmill.metric}. */
@NullMarked
package io.gristmill.metric;

import org.jspecify.annotations.NullMarked;
