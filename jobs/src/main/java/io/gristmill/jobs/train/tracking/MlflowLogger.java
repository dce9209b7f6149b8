package io.gristmill.jobs.train.tracking;

import io.gristmill.jobs.train.file.WriteFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Logs metrics {@code train/NAME} and {@code eval/NAME} to MLflow, and the settings as parameters.
 * A resumed training continues the same MLflow run; since MLflow cannot delete values, repeated
 * steps appear twice with equal values. Queued values are lost if the process is killed.
 */
final class MlflowLogger implements MetricLogger {

  private final MlflowConfig config;
  private final Consumer<String> messages;
  private final RestClient rest;
  private final MetricSender delivery;
  private String status = "FAILED";
  private long wallMillis;

  private MlflowLogger(
      MlflowConfig config, Consumer<String> messages, RestClient rest, MetricSender delivery) {
    this.config = config;
    this.messages = messages;
    this.rest = rest;
    this.delivery = delivery;
  }

  /**
   * Starts the sender.
   *
   * @param step step of the checkpoint to resume from; 0 creates a new MLflow run
   * @param environment value of an environment variable, or null
   * @param messages receives messages for the user
   */
  public static MlflowLogger open(
      MlflowConfig config,
      Path directory,
      RunInfo training,
      long step,
      long wallMillis,
      Function<String, @Nullable String> environment,
      Consumer<String> messages) {
    Path file = directory.resolve(MlflowRun.FILE);
    try {
      if (step == 0) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw WriteFailure.of(directory, e);
    }
    String token =
        config.token().map(source -> source.read(environment, config.tokenKey())).orElse(null);
    RestClient rest = new RestClient(config.trackingUri(), token);
    MetricSender delivery =
        new MetricSender(
            () -> MlflowRun.open(rest, config, file, training, wallMillis),
            config.maxQueuedPoints(),
            reason -> messages.accept("MLflow at " + config.trackingUri() + ": " + reason));
    return new MlflowLogger(config, messages, rest, delivery);
  }

  @Override
  public void logMetrics(StepMetrics metrics, LogTime time) {
    wallMillis = time.wallMillis();
    metrics
        .tagged(time)
        .forEach(
            (key, value) ->
                delivery.add(new MlflowRun.MetricPoint(key, value, wallMillis, metrics.step())));
  }

  /** Samples are not sent: MLflow stores files, not texts by step. */
  @Override
  public void logSamples(Samples samples, LogTime time) {
    wallMillis = time.wallMillis();
  }

  @Override
  public void complete() {
    status = "FINISHED";
  }

  @Override
  public void close() {
    long lost = delivery.close(status, wallMillis, config.closeTimeoutSeconds());
    rest.close();
    if (lost > 0) {
      messages.accept(
          String.format(
              Locale.ROOT,
              "MLflow at %s: %d of %d points were not delivered; metrics.jsonl has all of them",
              config.trackingUri(),
              lost,
              delivery.queued()));
    }
  }
}
