/**
 * Raw files as records, before and inside Spark. {@link io.gristmill.jobs.io.InputPlan} finds the
 * files, says what each one holds and cuts them into slices, all without a session; {@link
 * io.gristmill.jobs.io.SliceReader} reads a slice, holding one record in memory. Every text format
 * is cut into spans of bytes first, so that a broken, huge or wrongly encoded record costs only
 * itself. Knows Hadoop's file systems and Parquet, not Spark.
 */
@NullMarked
package io.gristmill.jobs.io;

import org.jspecify.annotations.NullMarked;
