/** Tests of random streams. */
@NullMarked
package io.gristmill.random;

import org.jspecify.annotations.NullMarked;
