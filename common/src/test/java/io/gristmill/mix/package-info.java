/** Tests of package {@code mix}. */
@NullMarked
package io.gristmill.mix;

import org.jspecify.annotations.NullMarked;
