/** Tests of the stage {@code ingest} on real files. */
@NullMarked
package io.gristmill.jobs.ingest;

import org.jspecify.annotations.NullMarked;
