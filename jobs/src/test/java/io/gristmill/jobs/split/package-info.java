/** Tests of the stage {@code split} on a local session. */
@NullMarked
package io.gristmill.jobs.split;

import org.jspecify.annotations.NullMarked;
