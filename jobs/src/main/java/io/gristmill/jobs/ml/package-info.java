/**
 * Curation as a library: Spark ML stages for your own pipelines in Java, Scala and (with {@code
 * jobs/python}) PySpark. Start at {@link io.gristmill.jobs.ml.NearDuplicates}, {@link
 * io.gristmill.jobs.ml.RougeNovelty} or {@link io.gristmill.jobs.ml.QualityFilter}.
 *
 * <p>Each stage runs the code of the corresponding job; this package contains only params, checks
 * of columns, and the conversion of rows to and from that code. All columns of the rows are passed
 * through; the order of rows in a table has no meaning, before or after.
 *
 * <p><b>Order.</b> {@code orderCol} defines which row is earlier: ascending, null last. Ties are
 * broken by the other columns, so the result depends on the data only, never on partitions.
 *
 * <p><b>Execution.</b> {@code transformSchema} and the checks of {@code transform} run no job. If
 * rows must be compared with each other, {@code transform} searches eagerly: it sorts and numbers
 * the rows (Spark persists them in memory and on disk as long as the result is referenced) and
 * writes intermediate tables to {@code tempDir}; it returns a join of the numbered rows with a
 * small table of removals. No row is collected on the driver. Streaming tables are rejected, except
 * by a {@code QualityFilter} whose rules examine one record at a time, which is lazy and needs
 * neither an order nor a folder.
 */
@NullMarked
package io.gristmill.jobs.ml;

import org.jspecify.annotations.NullMarked;
