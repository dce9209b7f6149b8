/** Tests of the stage {@code mix} on a local session. */
@NullMarked
package io.gristmill.jobs.mix;

import org.jspecify.annotations.NullMarked;
