/** Tests of the package {@code exchange}. */
@NullMarked
package io.gristmill.jobs.exchange;

import org.jspecify.annotations.NullMarked;
