/** Tests of checks. */
@NullMarked
package io.gristmill.check;

import org.jspecify.annotations.NullMarked;
