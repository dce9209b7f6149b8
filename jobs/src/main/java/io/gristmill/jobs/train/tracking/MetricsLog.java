package io.gristmill.jobs.train.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

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

  /**
   * Opens the metrics log of a run directory, truncated to entries up to a step. Foreign lines are
   * kept, except an incomplete one at the end.
   *
   * @param step step of the checkpoint to resume from; 0 starts a new log
   * @param oldMetrics receives the remaining metrics
   * @param oldSamples receives the remaining samples
   */
  public static MetricsLog open(
      Path directory,
      long step,
      BiConsumer<StepMetrics, LogTime> oldMetrics,
      BiConsumer<Samples, LogTime> oldSamples) {
    LineFile metrics =
        open(
            directory.resolve(METRICS),
            step,
            line -> oldMetrics.accept(LogLines.readMetrics(line), LogLines.readTime(line)));
    LineFile samples =
        open(
            directory.resolve(SAMPLES),
            step,
            line -> oldSamples.accept(LogLines.readSamples(line), LogLines.readTime(line)));
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

  /**
   * The training loss and the number of epochs that the log of a finished training ends with.
   *
   * @return the facts {@code train-loss} (mean since the metrics before) and {@code epochs}
   */
  public static Map<String, Double> last(Path directory) throws IOException {
    String last;
    try (Stream<String> lines = Files.lines(directory.resolve(METRICS))) {
      last =
          lines
              .filter(line -> line.contains("\"split\":\"train\""))
              .reduce("{}", (before, line) -> line);
    }
    Map<String, Double> facts = new TreeMap<>();
    JsonNode values = new ObjectMapper().readTree(last).path("values");
    Map.of("train-loss", "loss", "epochs", "epoch")
        .forEach(
            (fact, metric) -> {
              if (values.path(metric).isNumber()) {
                facts.put(fact, values.path(metric).asDouble());
              }
            });
    return facts;
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
