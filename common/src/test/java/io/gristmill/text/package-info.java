/** Tests of the text primitives. */
@NullMarked
package io.gristmill.text;

import org.jspecify.annotations.NullMarked;
