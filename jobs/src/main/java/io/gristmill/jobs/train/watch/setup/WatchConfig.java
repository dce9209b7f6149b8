package io.gristmill.jobs.train.watch.setup;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.train.watch.mlflow.MlflowConfig;
import java.util.Optional;

/**
 * How a training is watched, besides the journal; block {@code watch} of a training's block in
 * reference.conf.
 *
 * @param tensorBoard whether event files are written
 * @param report whether the page is written
 * @param mlflow the server that is told, if any
 */
public record WatchConfig(boolean tensorBoard, boolean report, Optional<MlflowConfig> mlflow) {

  /** Reads the block {@code watch}. */
  public static WatchConfig read(SettingsReader settings) {
    return new WatchConfig(
        settings.flag("tensorboard"),
        settings.flag("report"),
        MlflowConfig.read(settings.below("mlflow")));
  }
}
