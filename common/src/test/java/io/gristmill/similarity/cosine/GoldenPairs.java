package io.gristmill.similarity.cosine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shared by the golden tests: columns of records, searches, maps of pairs. */
final class GoldenPairs {

  record Pair(int left, int right) {}

  private static final double TOLERANCE = 1e-9;

  private GoldenPairs() {}

  /** Returns the values of a key, null if missing. */
  static @Nullable String[] column(List<JsonNode> records, String key) {
    @Nullable String[] values = new String[records.size()];
    Arrays.setAll(values, row -> records.get(row).path(key).asText(null));
    return values;
  }

  /** Searches with rows as positions and collects the pairs. */
  static NearDuplicateResult find(
      @Nullable String[] texts, double threshold, RemovalRule rule, Map<Pair, Double> pairs) {
    long[] positions = new long[texts.length];
    Arrays.setAll(positions, row -> row);
    NearDuplicateFinder finder =
        new NearDuplicateFinder(FinderSettings.of(threshold, rule).withThreads(2));
    return finder.find(
        positions,
        texts,
        null,
        (left, right, cosine) ->
            assertThat(pairs.put(new Pair(left, right), cosine))
                .as("pair %d %d twice", left, right)
                .isNull());
  }

  static Map<Pair, Double> expected(Iterable<JsonNode> rows) {
    Map<Pair, Double> pairs = new HashMap<>();
    for (JsonNode row : rows) {
      pairs.put(
          new Pair(row.required("i").asInt(), row.required("j").asInt()),
          row.required("cosine").asDouble());
    }
    return pairs;
  }

  static void assertSame(Map<Pair, Double> actual, Map<Pair, Double> expected) {
    assertThat(actual.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    expected.forEach(
        (pair, cosine) ->
            assertThat(actual.get(pair)).as("%s", pair).isCloseTo(cosine, within(TOLERANCE)));
  }

  /** Returns the thresholds of a summary, from its fields {@code pairs_over_T}; never empty. */
  static Map<Double, Integer> countsByThreshold(JsonNode summary) {
    Map<Double, Integer> counts = new HashMap<>();
    List<String> names = new ArrayList<>();
    summary.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      if (name.startsWith("pairs_over_")) {
        counts.put(
            Double.valueOf(name.substring("pairs_over_".length())), summary.get(name).asInt());
      }
    }
    assertThat(counts).as("thresholds of the summary").isNotEmpty();
    return counts;
  }

  /** Checks the pairs of a file above its lowest threshold, and the counts of its summary. */
  static void check(JsonNode summary, List<JsonNode> records, List<JsonNode> golden) {
    assertThat(records).hasSize(summary.required("records").asInt());
    @Nullable String[] texts = column(records, summary.required("key").asText());
    Map<Double, Integer> counts = countsByThreshold(summary);
    double lowest = counts.keySet().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    Map<Pair, Double> pairs = new HashMap<>();
    NearDuplicateResult found = find(texts, lowest, RemovalRule.EARLIEST_SIMILAR, pairs);
    assertThat(found.grams()).isEqualTo(summary.required("vocabulary").asInt());
    assertSame(pairs, expected(golden));
    counts.forEach(
        (threshold, count) ->
            assertThat(pairs.values().stream().filter(cosine -> cosine > threshold))
                .as("pairs over %s", threshold)
                .hasSize(count));
  }
}
