package io.gristmill.jobs.train.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * {@code metrics.jsonl} and {@code samples.jsonl} of a run directory: one JSON object per line, in
 * order of arrival, durable after {@link #flush}.
 */
public final class MetricsLog implements MetricLogger {

  /** Metrics: {@code step}, {@code split}, {@code values} by name, {@code time}. */
  public static final String METRICS = "metrics.jsonl";

  /**
   * Generated samples: {@code step}, {@code samples} of {@code prompt} and {@code answer}, {@code
   * time}.
   */
  public static final String SAMPLES = "samples.jsonl";

  private final LineFile metrics;
  private final LineFile samples;

  private MetricsLog(LineFile metrics, LineFile samples) {
    this.metrics = metrics;
    this.samples = samples;
  }

  /** Receives the entries that a metrics log already has. */
  public interface Replay {

    void metrics(StepMetrics metrics, LogTime time);

    void samples(Samples samples, LogTime time);
  }

  /**
   * Opens the metrics log of a run directory, truncated to entries up to a step. Foreign lines are
   * kept, except an incomplete one at the end.
   *
   * @param step step of the checkpoint to resume from; 0 starts a new log
   * @param replay receives the remaining entries, all metrics before all samples
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
  public void logMetrics(StepMetrics metrics, LogTime time) {
    this.metrics.add(LogLines.of(metrics, time));
  }

  @Override
  public void logSamples(Samples added, LogTime time) {
    samples.add(LogLines.of(added, time));
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
