/** Tests of the stage {@code export} on a local session. */
@NullMarked
package io.gristmill.jobs.export;

import org.jspecify.annotations.NullMarked;
