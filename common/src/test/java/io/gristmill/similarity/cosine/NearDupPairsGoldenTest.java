package io.gristmill.similarity.cosine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.similarity.cosine.GoldenPairs.Pair;
import io.gristmill.testing.Golden;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class NearDupPairsGoldenTest {

  private record Case(String file, String key, double threshold) {
    static Case of(JsonNode row) {
      return new Case(
          row.required("file").asText(),
          row.required("key").asText(),
          row.required("threshold").asDouble());
    }
  }

  @TestFactory
  Stream<DynamicTest> pairsOfAColumnAreThoseOfScikitLearn() {
    Map<Case, List<JsonNode>> cases =
        Golden.rows("near_dup_pairs").stream().collect(Collectors.groupingBy(Case::of));
    return cases.entrySet().stream()
        .map(
            entry ->
                dynamicTest(
                    entry.getKey().toString(), () -> check(entry.getKey(), entry.getValue())));
  }

  private static void check(Case column, List<JsonNode> golden) {
    @Nullable String[] texts = GoldenPairs.column(Golden.data(column.file()), column.key());
    Map<Pair, Double> pairs = new HashMap<>();
    GoldenPairs.find(texts, column.threshold(), RemovalRule.GREEDY, pairs);
    GoldenPairs.assertSame(pairs, GoldenPairs.expected(golden));
    for (JsonNode row : golden) {
      assertThat(placeAmongValues(texts, row.required("i").asInt()))
          .isEqualTo(row.required("i_nonempty").asLong());
      assertThat(placeAmongValues(texts, row.required("j").asInt()))
          .isEqualTo(row.required("j_nonempty").asLong());
    }
  }

  private static long placeAmongValues(@Nullable String[] texts, int row) {
    return Stream.of(texts).limit(row).filter(text -> text != null && !text.isEmpty()).count();
  }
}
