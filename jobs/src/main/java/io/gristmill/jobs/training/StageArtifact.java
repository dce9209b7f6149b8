package io.gristmill.jobs.training;

import io.gristmill.jobs.stage.StageContext;
import org.apache.hadoop.fs.Path;

/**
 * A directory that an earlier stage of the pipeline creates.
 *
 * @param subdirectory path below the stage's artifacts; empty: all of them
 */
public record StageArtifact(String stage, String subdirectory) {

  public static StageArtifact tokenizer() {
    return new StageArtifact(TokenizerStage.NAME, "");
  }

  public static StageArtifact model(String training) {
    return new StageArtifact(training, TrainingStage.MODEL);
  }

  /** Path of the artifact, on the file system of the run directory. */
  Path resolve(StageContext context) {
    String artifacts = context.folders().artifacts().get(stage);
    if (artifacts == null) {
      throw new IllegalStateException("no earlier stage has an artifact named " + stage);
    }
    return new Path(subdirectory.isEmpty() ? artifacts : artifacts + "/" + subdirectory);
  }
}
