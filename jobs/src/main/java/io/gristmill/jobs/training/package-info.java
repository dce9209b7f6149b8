/**
 * Tokenizer and model training as pipeline stages: {@link
 * io.gristmill.jobs.training.TokenizerStage} and {@link io.gristmill.jobs.training.TrainingStage}
 * train on the rows of the train split and pass all rows through; {@link
 * io.gristmill.jobs.training.StageArtifact} is how a later stage finds their results. The trainings
 * themselves are in {@code jobs.train}, which knows no stages.
 */
@NullMarked
package io.gristmill.jobs.training;

import org.jspecify.annotations.NullMarked;
