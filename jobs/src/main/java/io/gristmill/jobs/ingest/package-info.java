/**
 * The stage {@code ingest}: raw files or any source of Spark's in, the table of examples and the
 * rejects out, with ids by content and positions by place. Start at {@link
 * io.gristmill.jobs.ingest.IngestStage}. Reading files is {@code jobs.io}'s, understanding records
 * {@code record.shape}'s.
 */
@NullMarked
package io.gristmill.jobs.ingest;

import org.jspecify.annotations.NullMarked;
