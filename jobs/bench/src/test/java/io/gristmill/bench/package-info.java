/** Tests of the measured work and its input; times are not tested. */
@NullMarked
package io.gristmill.bench;

import org.jspecify.annotations.NullMarked;
