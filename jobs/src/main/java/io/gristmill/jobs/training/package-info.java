/**
 * Tokenizers and models as stages of a pipeline: {@link io.gristmill.jobs.training.TokenizerStage}
 * and {@link io.gristmill.jobs.training.TrainingStage} learn from the rows of the train split and
 * let all rows pass; {@link io.gristmill.jobs.training.StageArtifact} is what a later stage finds
 * of them. The trainings themselves are in {@code jobs.train}, which knows no stage.
 */
@NullMarked
package io.gristmill.jobs.training;

import org.jspecify.annotations.NullMarked;
