package io.gristmill.jobs.train.watch.mlflow;

import io.gristmill.jobs.train.watch.Measures;
import io.gristmill.jobs.train.watch.Moment;
import io.gristmill.jobs.train.watch.Samples;
import io.gristmill.jobs.train.watch.Sink;
import io.gristmill.jobs.train.watch.Training;
import io.gristmill.jobs.train.watch.WriteFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Metrics {@code train/NAME} and {@code eval/NAME} and the settings as parameters. A training that
 * goes on goes on in the same run of the server; the server cannot forget, so steps that come again
 * are there twice, with equal values. Points that wait when the process is killed are lost there.
 */
public final class Mlflow implements Sink {

  private final MlflowConfig config;
  private final Consumer<String> say;
  private final Rest rest;
  private final Delivery delivery;
  private String status = "FAILED";
  private long wallMillis;

  private Mlflow(MlflowConfig config, Consumer<String> say, Rest rest, Delivery delivery) {
    this.config = config;
    this.say = say;
    this.rest = rest;
    this.delivery = delivery;
  }

  /**
   * Begins to deliver.
   *
   * @param step of the checkpoint that the training goes on from; 0 begins a new run
   * @param environment value of a variable, or null
   * @param say is told what the user should know
   */
  public static Mlflow open(
      MlflowConfig config,
      Path directory,
      Training training,
      long step,
      long wallMillis,
      Function<String, @Nullable String> environment,
      Consumer<String> say) {
    RunFile file = new RunFile(directory);
    try {
      if (step == 0) {
        file.forget();
      }
    } catch (IOException e) {
      throw WriteFailure.of(directory, e);
    }
    String token =
        config.token().map(source -> source.read(environment, config.tokenKey())).orElse(null);
    Rest rest = new Rest(config.tracking(), token);
    Delivery delivery =
        new Delivery(
            () -> RemoteRun.open(rest, config, file, training, wallMillis),
            config.queue(),
            reason -> say.accept("MLflow at " + config.tracking() + ": " + reason));
    return new Mlflow(config, say, rest, delivery);
  }

  @Override
  public void measured(Measures measures, Moment moment) {
    wallMillis = moment.wallMillis();
    String prefix = measures.split().name().toLowerCase(Locale.ROOT) + "/";
    measures.values().forEach((name, value) -> add(prefix + name, value, measures.step()));
    moment
        .tokensPerSecond()
        .ifPresent(pace -> add(prefix + "tokens_per_second", pace, measures.step()));
  }

  private void add(String key, double value, long step) {
    delivery.add(new Point(key, value, wallMillis, step));
  }

  /** Samples stay here: MLflow keeps files, not texts by step. */
  @Override
  public void sampled(Samples samples, Moment moment) {
    wallMillis = moment.wallMillis();
  }

  /** Does not wait for the server. */
  @Override
  public void flush() {}

  @Override
  public void completed() {
    status = "FINISHED";
  }

  @Override
  public void close() {
    long lost = delivery.close(status, wallMillis, config.closeSeconds());
    rest.close();
    if (lost > 0) {
      say.accept(
          String.format(
              Locale.ROOT,
              "MLflow at %s: %d of %d points were not delivered; metrics.jsonl has all of them",
              config.tracking(),
              lost,
              delivery.told()));
    }
  }
}
