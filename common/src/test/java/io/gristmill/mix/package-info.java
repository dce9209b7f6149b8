/** Tests of what {@code mix} decides. */
@NullMarked
package io.gristmill.mix;

import org.jspecify.annotations.NullMarked;
