/** Tests of the module as a whole. */
@NullMarked
package io.gristmill;

import org.jspecify.annotations.NullMarked;
