package io.gristmill.jobs.training;

import io.gristmill.jobs.job.StageContext;
import org.apache.hadoop.fs.Path;

/**
 * A folder that an earlier stage of the pipeline makes.
 *
 * @param stage that makes it
 * @param below the folder among what that stage makes; empty: all of it
 */
public record Made(String stage, String below) {

  /** The tokenizer that the stage of this name trains. */
  public static Made tokenizer() {
    return new Made(TokenizerStage.NAME, "");
  }

  /** The model that a training ends with. */
  public static Made model(String training) {
    return new Made(training, TrainingStage.MODEL);
  }

  /** Where it is, on the file system of the run directory. */
  Path in(StageContext context) {
    String artifacts = context.folders().artifacts().get(stage);
    if (artifacts == null) {
      throw new IllegalStateException("no stage before this one has made a " + stage);
    }
    return new Path(below.isEmpty() ? artifacts : artifacts + "/" + below);
  }
}
