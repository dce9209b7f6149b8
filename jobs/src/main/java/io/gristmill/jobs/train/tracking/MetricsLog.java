package io.gristmill.jobs.train.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.jobs.train.file.WriteFailure;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  private final AppendFile metrics;
  private final AppendFile samples;

  private MetricsLog(AppendFile metrics, AppendFile samples) {
    this.metrics = metrics;
    this.samples = samples;
  }

  /**
   * Opens the metrics log of a run directory, truncated to entries up to a step. Foreign lines are
   * kept, except an incomplete one at the end. The remaining entries are passed on.
   *
   * @param step step of the checkpoint to resume from; 0 starts a new log
   */
  public static MetricsLog open(
      Path directory,
      long step,
      BiConsumer<StepMetrics, LogTime> oldMetrics,
      BiConsumer<Samples, LogTime> oldSamples) {
    AppendFile metrics =
        open(
            directory.resolve(METRICS),
            step,
            line -> oldMetrics.accept(LogLines.readMetrics(line), LogLines.readTime(line)));
    AppendFile samples =
        open(
            directory.resolve(SAMPLES),
            step,
            line -> oldSamples.accept(LogLines.readSamples(line), LogLines.readTime(line)));
    return new MetricsLog(metrics, samples);
  }

  /** Opens a file, truncated before the first later step; an incomplete last line is ignored. */
  private static AppendFile open(Path file, long step, Consumer<JsonNode> replay) {
    try {
      return new AppendFile(file, Files.exists(file) ? end(file, step, replay) : 0);
    } catch (IOException e) {
      throw WriteFailure.of(file, e);
    }
  }

  private static long end(Path file, long step, Consumer<JsonNode> replay) throws IOException {
    long end = 0;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      for (byte[] text = readLine(in); text != null && step > 0; text = readLine(in)) {
        JsonNode line = LogLines.parse(new String(text, StandardCharsets.UTF_8));
        if (line != null) {
          if (line.path("step").asLong() > step) {
            return end;
          }
          replay.accept(line);
        }
        end += text.length + 1L;
      }
    }
    return end;
  }

  /** The next line without its line break; null if there is no further line break. */
  private static byte @Nullable [] readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return line.toByteArray();
      }
      line.write(b);
    }
    return null;
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
    this.metrics.add(bytes(LogLines.of(metrics, time)));
  }

  @Override
  public void logSamples(Samples added, LogTime time) {
    samples.add(bytes(LogLines.of(added, time)));
  }

  private static ByteBuffer bytes(String line) {
    return ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void flush() {
    metrics.force();
    samples.force();
  }

  @Override
  public void close() {
    try (metrics) {
      samples.close();
    }
  }
}
