/**
 * From tables and files to the batches of a training: {@link
 * io.gristmill.jobs.train.data.TrainingData} reads a set, which then is a {@link
 * io.gristmill.jobs.train.data.BatchSource} for supervised steps or a {@link
 * io.gristmill.jobs.train.data.PairSource} for preferences. Knows no Spark and no engine.
 */
@NullMarked
package io.gristmill.jobs.train.data;

import org.jspecify.annotations.NullMarked;
