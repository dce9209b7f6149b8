package io.gristmill.jobs.train.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.jobs.train.tracking.Samples.Sample;
import io.gristmill.jobs.train.tracking.StepMetrics.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Serializes log entries. All values that depend on the clock are in {@code time}; apart from it,
 * two runs of the same training write the same lines. JSON has no non-finite numbers: they are
 * written as the strings {@code NaN}, {@code Infinity} and {@code -Infinity}.
 */
final class LogLines {

  private static final ObjectMapper JSON = new ObjectMapper();

  private LogLines() {}

  static String of(StepMetrics metrics, LogTime moment) {
    ObjectNode line = JSON.createObjectNode().put("step", metrics.step());
    line.put("split", metrics.split().name().toLowerCase(Locale.ROOT));
    ObjectNode values = line.putObject("values");
    metrics.values().forEach((name, value) -> put(values, name, value));
    putTime(line, moment);
    return line.toString();
  }

  static String of(Samples samples, LogTime moment) {
    ObjectNode line = JSON.createObjectNode().put("step", samples.step());
    var list = line.putArray("samples");
    for (Sample sample : samples.samples()) {
      list.addObject().put("prompt", sample.prompt()).put("answer", sample.answer());
    }
    putTime(line, moment);
    return line.toString();
  }

  /** The object of a line; null for a foreign line. */
  static @Nullable JsonNode parse(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      return node != null && node.path("step").isIntegralNumber() ? node : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  static StepMetrics readMetrics(JsonNode line) {
    Map<String, Double> values = new LinkedHashMap<>();
    line.path("values").properties().forEach(e -> values.put(e.getKey(), readNumber(e.getValue())));
    Split split = "eval".equals(line.path("split").asText()) ? Split.EVAL : Split.TRAIN;
    return new StepMetrics(line.path("step").asLong(), split, values);
  }

  static Samples readSamples(JsonNode line) {
    List<Sample> samples = new ArrayList<>();
    for (JsonNode sample : line.path("samples")) {
      samples.add(new Sample(sample.path("prompt").asText(), sample.path("answer").asText()));
    }
    return new Samples(line.path("step").asLong(), samples);
  }

  /** The time of a line, without the time of day, which is not logged. */
  static LogTime readTime(JsonNode line) {
    JsonNode time = line.path("time");
    JsonNode throughput = time.path("tokens_per_second");
    return new LogTime(
        0,
        time.path("seconds").asDouble(),
        throughput.isNumber() ? OptionalDouble.of(throughput.asDouble()) : OptionalDouble.empty());
  }

  private static void put(ObjectNode values, String name, double value) {
    if (Double.isFinite(value)) {
      values.put(name, value);
    } else {
      values.put(name, Double.toString(value));
    }
  }

  private static double readNumber(JsonNode value) {
    if (value.isNumber()) {
      return value.doubleValue();
    }
    return switch (value.asText()) {
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> Double.NaN;
    };
  }

  private static void putTime(ObjectNode line, LogTime moment) {
    ObjectNode time = line.putObject("time").put("seconds", round(moment.seconds()));
    moment
        .tokensPerSecond()
        .ifPresent(throughput -> time.put("tokens_per_second", round(throughput)));
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
