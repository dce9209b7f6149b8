/** Tests of what {@code split} decides. */
@NullMarked
package io.gristmill.split;

import org.jspecify.annotations.NullMarked;
