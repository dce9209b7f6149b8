/**
 * Curation as a library: Spark ML stages for pipelines of one's own, from Java, Scala and (through
 * {@code jobs/python}) PySpark. Start at {@link io.gristmill.jobs.ml.NearDuplicates}, {@link
 * io.gristmill.jobs.ml.RougeNovelty} or {@link io.gristmill.jobs.ml.QualityFilter}.
 *
 * <p>What a stage decides is decided by the code of the job of the same purpose; here are only
 * params, checks of columns, and the way from rows of any shape to that code and back. All columns
 * of the rows pass through unchanged; the order of rows in a table has no meaning, before or after.
 *
 * <p><b>Order.</b> "Earlier" is decided by {@code orderCol}: ascending, null last. Rows that tie
 * are ordered by their other columns, so the result depends on the data alone, never on partitions.
 *
 * <p><b>When work is done.</b> {@code transformSchema} and the checks of {@code transform} run
 * nothing. Where rows have to be compared with each other, {@code transform} then searches at once:
 * it sorts and numbers the rows (kept by Spark, in memory and on disk, as long as the result is in
 * use) and writes intermediate tables to {@code tempDir}; what it returns is a join of the numbered
 * rows with a small table of those that go. No row is brought to the driver. A streaming table is
 * refused, but for a {@code QualityFilter} whose rules look at one record at a time: that is lazy
 * and needs neither order nor folder.
 */
@NullMarked
package io.gristmill.jobs.ml;

import org.jspecify.annotations.NullMarked;
