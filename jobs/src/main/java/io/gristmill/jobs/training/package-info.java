/**
 * Tokenizer and model training as pipeline stages: {@link
 * io.gristmill.jobs.training.TokenizerStage} and {@link io.gristmill.jobs.training.TrainingStage}
 * train on the rows of the train split and pass all rows through; {@link
 * io.gristmill.jobs.training.StageArtifact} locates their results for later stages. The training
 * code is in {@code jobs.train}, which does not depend on stages.
 */
@NullMarked
package io.gristmill.jobs.training;

import org.jspecify.annotations.NullMarked;
