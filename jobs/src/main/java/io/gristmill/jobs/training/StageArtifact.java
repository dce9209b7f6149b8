package io.gristmill.jobs.training;

import io.gristmill.jobs.job.StageContext;
import org.apache.hadoop.fs.Path;

/**
 * A folder that an earlier stage of the pipeline makes.
 *
 * @param stage that makes it
 * @param subdirectory the folder among what that stage makes; empty: all of it
 */
public record StageArtifact(String stage, String subdirectory) {

  /** The tokenizer that the stage of this name trains. */
  public static StageArtifact tokenizer() {
    return new StageArtifact(TokenizerStage.NAME, "");
  }

  /** The model that a training ends with. */
  public static StageArtifact model(String training) {
    return new StageArtifact(training, TrainingStage.MODEL);
  }

  /** Where it is, on the file system of the run directory. */
  Path resolve(StageContext context) {
    String artifacts = context.folders().artifacts().get(stage);
    if (artifacts == null) {
      throw new IllegalStateException("no stage before this one has made a " + stage);
    }
    return new Path(subdirectory.isEmpty() ? artifacts : artifacts + "/" + subdirectory);
  }
}
