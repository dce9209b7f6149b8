package io.gristmill.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class CollateMasksGoldenTest {

  private static List<JsonNode> cases(String function) {
    List<JsonNode> cases =
        Golden.rows("collate_masks").stream()
            .filter(row -> row.path("function").asText().equals(function))
            .toList();
    assertThat(cases).as(function).isNotEmpty();
    return cases;
  }

  private static int[] array(JsonNode numbers) {
    return StreamSupport.stream(numbers.spliterator(), false)
        .mapToInt(JsonNode::intValue)
        .toArray();
  }

  private static int[][] grid(JsonNode rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(CollateMasksGoldenTest::array)
        .toArray(int[][]::new);
  }

  private static int limit(JsonNode row) {
    JsonNode limit = row.path("allowed_max_length");
    return limit.isNull() ? Integer.MAX_VALUE : limit.intValue();
  }

  @Test
  void noFunctionIsLeftOut() {
    TreeSet<String> functions = new TreeSet<>();
    Golden.rows("collate_masks").forEach(row -> functions.add(row.path("function").asText()));
    assertThat(functions)
        .containsExactly("dpo", "sft", "sft_instruction_masked", "stanford_alpaca");
  }

  @Test
  void rowsEqualThoseOfLlmsFromScratch() {
    for (JsonNode row : cases("sft")) {
      List<TokenExample> examples = new ArrayList<>();
      row.path("batch").forEach(tokens -> examples.add(TokenExample.of(0, array(tokens))));
      compare(row, false, examples);
    }
  }

  @Test
  void rowsWithMaskedPromptsEqualThoseOfLlmsFromScratch() {
    for (JsonNode row : cases("sft_instruction_masked")) {
      List<TokenExample> examples = new ArrayList<>();
      row.path("batch")
          .forEach(
              one ->
                  examples.add(
                      TokenExample.of(
                          one.path("instruction_length").intValue(), array(one.path("tokens")))));
      compare(row, true, examples);
    }
  }

  private static void compare(JsonNode row, boolean masked, List<TokenExample> examples) {
    assertThat(row.path("ignore_index").intValue()).isEqualTo(TokenRows.IGNORE_INDEX);
    TokenRows rows =
        new LlmsFromScratchCollation(row.path("pad_token_id").intValue(), masked, limit(row))
            .collate(examples);
    assertThat(Arrays.stream(rows.labels()).mapToInt(labels -> labels[0]))
        .allMatch(label -> label == TokenRows.IGNORE_INDEX);
    assertThat(columns(rows.ids(), 0, -1)).as("%s", row).isDeepEqualTo(grid(row.path("inputs")));
    assertThat(columns(rows.labels(), 1, 0)).as("%s", row).isDeepEqualTo(grid(row.path("targets")));
  }

  /** All columns from one on, without those at the end. */
  private static int[][] columns(int[][] rows, int from, int end) {
    return Arrays.stream(rows)
        .map(row -> Arrays.copyOfRange(row, from, row.length + end))
        .toArray(int[][]::new);
  }

  @Test
  void preferenceRowsEqualThoseOfLlmsFromScratch() {
    for (JsonNode row : cases("dpo")) {
      List<PairTokens> pairs = new ArrayList<>();
      row.path("batch").forEach(pair -> pairs.add(pair(pair)));
      TokenRows rows =
          new LlmsFromScratchDpoCollation(
                  row.path("pad_token_id").intValue(),
                  row.path("mask_prompt_tokens").booleanValue(),
                  limit(row))
              .collate(pairs);
      int[][] scored =
          Arrays.stream(rows.labels())
              .map(labels -> Arrays.stream(labels).map(label -> label == -100 ? 0 : 1).toArray())
              .toArray(int[][]::new);
      int half = pairs.size();
      compare(rows.ids(), half, row, "chosen", "rejected");
      compare(scored, half, row, "chosen_mask", "rejected_mask");
    }
  }

  private static void compare(int[][] rows, int half, JsonNode row, String first, String second) {
    assertThat(Arrays.copyOf(rows, half)).as("%s", row).isDeepEqualTo(grid(row.path(first)));
    assertThat(Arrays.copyOfRange(rows, half, rows.length))
        .as("%s", row)
        .isDeepEqualTo(grid(row.path(second)));
  }

  private static PairTokens pair(JsonNode pair) {
    int[] chosen = array(pair.path("chosen"));
    int[] rejected = array(pair.path("rejected"));
    int[] prompt = array(pair.path("prompt"));
    assertThat(chosen).startsWith(prompt);
    assertThat(rejected).startsWith(prompt);
    return PairTokens.of(
        prompt,
        Arrays.copyOfRange(chosen, prompt.length, chosen.length),
        Arrays.copyOfRange(rejected, prompt.length, rejected.length));
  }

  @Test
  void rowsEqualThoseOfStanfordAlpaca() {
    for (JsonNode row : cases("stanford_alpaca")) {
      List<TokenExample> examples = new ArrayList<>();
      for (int i = 0; i < row.path("full_ids").size(); i++) {
        examples.add(
            TokenExample.of(
                row.path("source_ids").path(i).size(), array(row.path("full_ids").path(i))));
      }
      TokenRows rows =
          new AlpacaCollation(
                  row.path("pad_token_id").intValue(), row.path("model_max_length").intValue())
              .collate(examples);
      assertThat(rows.ids()).as("%s", row).isDeepEqualTo(grid(row.path("input_ids")));
      assertThat(rows.labels()).as("%s", row).isDeepEqualTo(grid(row.path("labels")));
    }
  }
}
