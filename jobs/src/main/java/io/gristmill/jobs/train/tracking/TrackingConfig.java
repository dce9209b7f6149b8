package io.gristmill.jobs.train.tracking;

import io.gristmill.config.SettingsReader;
import java.util.List;
import java.util.Optional;

/**
 * Metric loggers besides the metrics log and the terminal: {@code report-to} and {@code mlflow} of
 * a training's block in reference.conf.
 *
 * @param tensorBoard whether to write event files
 * @param htmlReport whether to write the HTML report
 * @param mlflow the tracking server, if any
 */
public record TrackingConfig(
    boolean tensorBoard, boolean htmlReport, Optional<MlflowConfig> mlflow) {

  private static final String KEY = "report-to";
  private static final List<String> KNOWN = List.of("tensorboard", "html", "mlflow");

  public static TrackingConfig read(SettingsReader settings) {
    List<String> targets = settings.texts(KEY);
    if (!KNOWN.containsAll(targets)) {
      settings.unknownElement(KEY, "a list of some of", KNOWN);
    }
    Optional<MlflowConfig> mlflow = MlflowConfig.read(settings.below("mlflow"));
    boolean wanted = targets.contains("mlflow");
    if (wanted && mlflow.isEmpty()) {
      settings.below("mlflow").problem("tracking-uri", "set for report-to = [mlflow]");
    } else if (!wanted && mlflow.isPresent()) {
      settings.problem(KEY, "a list with mlflow, since mlflow.tracking-uri is set");
    }
    return new TrackingConfig(targets.contains("tensorboard"), targets.contains("html"), mlflow);
  }
}
