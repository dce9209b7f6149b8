/** Tests of {@code io.gristmill.contamination}. */
@NullMarked
package io.gristmill.contamination;

import org.jspecify.annotations.NullMarked;
