package io.gristmill.similarity.cosine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.similarity.cosine.GoldenPairs.Pair;
import io.gristmill.testing.Golden;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class NearDupSummaryGoldenTest {

  /** The other keys are only reported. */
  private static final Set<String> REMOVING = Set.of("input", "output");

  @TestFactory
  Stream<DynamicTest> countsAndRemovalsOfAColumnAreThoseOfTheCorrectedTool() {
    return Golden.rows("near_dup_summary").stream()
        .map(
            row ->
                dynamicTest(
                    "%s %s %s".formatted(row.get("file"), row.get("key"), row.get("threshold")),
                    () -> check(row)));
  }

  private static void check(JsonNode summary) {
    String key = summary.required("key").asText();
    List<JsonNode> records = Golden.data(summary.required("file").asText());
    @Nullable String[] texts = GoldenPairs.column(records, key);
    Map<Pair, Double> pairs = new HashMap<>();
    NearDuplicateResult found =
        GoldenPairs.find(
            texts, summary.required("threshold").asDouble(), RemovalRule.EARLIEST_SIMILAR, pairs);
    assertThat(records).hasSize(summary.required("records").asInt());
    assertThat(found.texts()).isEqualTo(summary.required("nonempty").asInt());
    assertThat(found.grams()).isEqualTo(summary.required("vocabulary").asInt());
    assertThat(pairs).hasSize(summary.required("pairs_above_threshold").asInt());
    assertThat(found.pairs())
        .isEqualTo(OptionalLong.of(summary.required("corrected_pairs").asLong()));
    if (REMOVING.contains(key)) {
      List<Integer> removed = new ArrayList<>();
      summary.required("corrected_removed").forEach(row -> removed.add(row.asInt()));
      assertThat(found.removals()).extracting(Removal::row).containsExactlyElementsOf(removed);
    }
  }
}
