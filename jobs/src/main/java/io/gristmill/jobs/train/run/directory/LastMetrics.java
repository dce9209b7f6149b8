package io.gristmill.jobs.train.run.directory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.jobs.train.tracking.MetricsLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The training loss and the number of epochs that {@code metrics.jsonl} ends with. */
public final class LastMetrics {

  private static final String TRAIN = "\"split\":\"train\"";

  private LastMetrics() {}

  /**
   * Reads the metrics of a finished training.
   *
   * @param folder the run directory
   * @return the facts {@code train-loss} (mean since the measures before) and {@code epochs}
   */
  public static Map<String, Double> of(Path folder) throws IOException {
    Map<String, Double> facts = new TreeMap<>();
    String last;
    try (Stream<String> lines = Files.lines(folder.resolve(MetricsLog.METRICS))) {
      last = lines.filter(line -> line.contains(TRAIN)).reduce("{}", (before, line) -> line);
    }
    JsonNode values = new ObjectMapper().readTree(last).path("values");
    add(facts, "train-loss", values.path("loss"));
    add(facts, "epochs", values.path("epoch"));
    return facts;
  }

  private static void add(Map<String, Double> facts, String fact, JsonNode value) {
    if (value.isNumber()) {
      facts.put(fact, value.asDouble());
    }
  }
}
