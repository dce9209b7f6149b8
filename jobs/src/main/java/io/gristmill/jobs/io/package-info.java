/**
 * Reads raw files as records. {@link io.gristmill.jobs.io.InputPlan} lists the files, detects their
 * formats and divides them into slices before the Spark session starts; {@link
 * io.gristmill.jobs.io.SliceReader} reads a slice with one record in memory at a time. Text formats
 * are first split into spans of bytes, so that a malformed, huge or wrongly encoded record does not
 * affect others. Uses the file systems of Hadoop and Parquet, but not Spark.
 */
@NullMarked
package io.gristmill.jobs.io;

import org.jspecify.annotations.NullMarked;
