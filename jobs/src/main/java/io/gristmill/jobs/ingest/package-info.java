/**
 * The stage {@code ingest} reads raw files or any Spark data source into the tables of examples and
 * rejects, with content ids and positions. Start at {@link io.gristmill.jobs.ingest.IngestStage}.
 * Files are read by {@code jobs.io}, records are parsed by {@code record.parse}.
 */
@NullMarked
package io.gristmill.jobs.ingest;

import org.jspecify.annotations.NullMarked;
