package io.gristmill.similarity.cosine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class NearDupRemovalGoldenTest {

  /** The other keys are only reported. */
  private static final Set<String> REMOVING = Set.of("input", "output");

  @TestFactory
  Stream<DynamicTest> eachKeyWorksOnWhatThePreviousOneLeft() {
    return Golden.rows("near_dup_removal").stream()
        .map(
            row ->
                dynamicTest(
                    "%s %s %s"
                        .formatted(row.get("file"), row.get("positions"), row.get("threshold")),
                    () -> check(row)));
  }

  private static void check(JsonNode row) {
    List<JsonNode> records = Golden.data(row.required("file").asText());
    List<Integer> chosen = chosen(row.required("positions").asText(), records.size());
    List<Integer> kept = chosen;
    for (JsonNode key : row.required("keys_in_order")) {
      kept = left(records, kept, key.asText(), row.required("threshold").asDouble());
    }
    List<Integer> expected = new ArrayList<>();
    row.required("kept_corrected").forEach(number -> expected.add(number.asInt()));
    assertThat(numberedAs(expected, kept, chosen)).isEqualTo(expected);
  }

  private static List<Integer> chosen(String positions, int size) {
    int first = positions.equals("odd") ? 1 : 0;
    int step = positions.equals("all") ? 1 : 2;
    assertThat(positions).isIn("all", "even", "odd");
    return IntStream.iterate(first, k -> k < size, k -> k + step).boxed().toList();
  }

  private static List<Integer> left(
      List<JsonNode> records, List<Integer> kept, String key, double threshold) {
    if (!REMOVING.contains(key)) {
      return kept;
    }
    List<JsonNode> rows = kept.stream().<JsonNode>map(records::get).toList();
    NearDuplicateResult found =
        GoldenPairs.find(
            GoldenPairs.column(rows, key),
            threshold,
            RemovalRule.EARLIEST_SIMILAR,
            new HashMap<>());
    Set<Integer> gone =
        found.removals().stream()
            .map(removal -> kept.get(removal.row()))
            .collect(Collectors.toSet());
    return kept.stream().filter(record -> !gone.contains(record)).toList();
  }

  /** Golden numbers count the records of the file, or else those of the selected half. */
  private static List<Integer> numberedAs(
      List<Integer> expected, List<Integer> kept, List<Integer> chosen) {
    return new HashSet<>(chosen).containsAll(expected)
        ? kept
        : kept.stream().map(chosen::indexOf).toList();
  }
}
