/** Tests of the stage {@code respond}. */
@NullMarked
package io.gristmill.jobs.respond;

import org.jspecify.annotations.NullMarked;
