package io.gristmill.jobs.train.tracking;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes the events of a training to all metric loggers: always to the metrics log and the console,
 * to others according to the settings. Files are in the run directory: {@code metrics.jsonl},
 * {@code samples.jsonl}, {@code report.html}, {@code tensorboard/}, {@code mlflow.json}.
 */
public final class MetricLoggers implements TrainingCallback {

  private final List<MetricLogger> loggers;
  private final RunClock clock;

  private MetricLoggers(List<MetricLogger> loggers, RunClock clock) {
    this.loggers = loggers;
    this.clock = clock;
  }

  /**
   * Opens all metric loggers of a training.
   *
   * @param directory the run directory; must exist
   * @param step step of the checkpoint to resume from; 0 starts a new training and removes the logs
   *     of an earlier one
   * @param out stream for progress output
   * @param terminal whether to draw a progress bar in place of lines
   */
  public static MetricLoggers open(
      TrackingConfig config,
      Path directory,
      RunInfo training,
      long step,
      PrintStream out,
      boolean terminal,
      Clocks clocks) {
    List<MetricLogger> loggers = new ArrayList<>();
    RunClock clock = new RunClock(clocks);
    long now = clocks.millis().getAsLong();
    try {
      HtmlReport report = config.htmlReport() ? new HtmlReport(directory, training, now) : null;
      loggers.add(
          MetricsLog.open(
              directory,
              step,
              (metrics, time) -> {
                clock.resumeFrom(time);
                if (report != null) {
                  report.history().add(metrics, time);
                }
              },
              (samples, time) -> {
                clock.resumeFrom(time);
                if (report != null) {
                  report.history().add(samples, time);
                }
              }));
      ConsoleLogger console = new ConsoleLogger(training, step, out, terminal, clocks.nanos());
      loggers.add(console);
      if (report != null) {
        loggers.add(report);
      }
      if (config.tensorBoard()) {
        loggers.add(TensorBoardLogger.open(directory, step, now));
      }
      config
          .mlflow()
          .map(
              m ->
                  MlflowLogger.open(
                      m, directory, training, step, now, System::getenv, console::line))
          .ifPresent(loggers::add);
    } catch (RuntimeException e) {
      closeAll(loggers, e);
      throw e;
    }
    clock.start();
    return new MetricLoggers(loggers, clock);
  }

  @Override
  public void onMetrics(StepMetrics metrics) {
    LogTime time = clock.timeOf(metrics);
    StepMetrics withoutTime = RunClock.withoutThroughput(metrics);
    loggers.forEach(logger -> logger.logMetrics(withoutTime, time));
  }

  @Override
  public void onSamples(Samples samples) {
    LogTime time = clock.now();
    loggers.forEach(logger -> logger.logSamples(samples, time));
  }

  @Override
  public void flush() {
    loggers.forEach(MetricLogger::flush);
  }

  @Override
  public void onTrainingEnd() {
    loggers.forEach(MetricLogger::complete);
  }

  /** Closes every logger, also after one of them failed. */
  @Override
  public void close() {
    RuntimeException failure = closeAll(loggers, null);
    if (failure != null) {
      throw failure;
    }
  }

  /** Closes in reverse order, so that the console can still print the last lines of the others. */
  private static @Nullable RuntimeException closeAll(
      List<MetricLogger> loggers, @Nullable RuntimeException earlier) {
    RuntimeException failure = earlier;
    for (int i = loggers.size() - 1; i >= 0; i--) {
      try {
        loggers.get(i).close();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    return failure;
  }
}
