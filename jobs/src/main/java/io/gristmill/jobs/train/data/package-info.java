/**
 * Turns tables and files into the batches of a training: {@link
 * io.gristmill.jobs.train.data.TrainingData} reads a data set, which provides a {@link
 * io.gristmill.jobs.train.data.BatchSource} for supervised fine-tuning or a {@link
 * io.gristmill.jobs.train.data.PairSource} for DPO. Depends neither on Spark nor on an engine.
 */
@NullMarked
package io.gristmill.jobs.train.data;

import org.jspecify.annotations.NullMarked;
