package io.gristmill.jobs.train.tracking.metricslog;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.jobs.train.tracking.LogTime;
import io.gristmill.jobs.train.tracking.MetricLogger;
import io.gristmill.jobs.train.tracking.Samples;
import io.gristmill.jobs.train.tracking.StepMetrics;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * {@code metrics.jsonl} and {@code samples.jsonl} of a run directory: one JSON object a line, in
 * the order of the telling, on the disk after {@link #flush}.
 */
public final class MetricsLog implements MetricLogger {

  /** Numbers: {@code step}, {@code split}, {@code values} by name, {@code time}. */
  public static final String METRICS = "metrics.jsonl";

  /**
   * Generations: {@code step}, {@code samples} of {@code prompt} and {@code answer}, {@code time}.
   */
  public static final String SAMPLES = "samples.jsonl";

  private final LineFile metrics;
  private final LineFile samples;

  private MetricsLog(LineFile metrics, LineFile samples) {
    this.metrics = metrics;
    this.samples = samples;
  }

  /** Is told what a journal holds from before. */
  public interface Replay {

    void metrics(StepMetrics measures, LogTime moment);

    void samples(Samples samples, LogTime moment);
  }

  /**
   * Opens the journal of a run directory, cut back to what was told up to a step. Lines that are
   * none of ours stay where they are, but for a torn one at the end.
   *
   * @param step of the checkpoint that the training goes on from; 0 begins anew
   * @param replay is told what stays, all numbers before all samples
   */
  public static MetricsLog open(Path directory, long step, Replay replay) {
    LineFile metrics =
        open(
            directory.resolve(METRICS),
            step,
            line -> replay.metrics(LogLines.readMetrics(line), LogLines.readTime(line)));
    LineFile samples =
        open(
            directory.resolve(SAMPLES),
            step,
            line -> replay.samples(LogLines.readSamples(line), LogLines.readTime(line)));
    return new MetricsLog(metrics, samples);
  }

  private static LineFile open(Path file, long step, Consumer<JsonNode> replay) {
    return LineFile.open(
        file,
        text -> {
          JsonNode line = LogLines.parse(text);
          boolean kept = step > 0 && (line == null || line.path("step").asLong() <= step);
          if (kept && line != null) {
            replay.accept(line);
          }
          return kept;
        });
  }

  @Override
  public void logMetrics(StepMetrics measures, LogTime moment) {
    metrics.add(LogLines.of(measures, moment));
  }

  @Override
  public void logSamples(Samples added, LogTime moment) {
    samples.add(LogLines.of(added, moment));
  }

  @Override
  public void flush() {
    metrics.force();
    samples.force();
  }

  @Override
  public void close() {
    try (metrics;
        samples) {
      flush();
    }
  }
}
