package io.gristmill.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
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

  private static List<Integer> list(JsonNode numbers) {
    return TokenRows.list(array(numbers));
  }

  private static List<List<Integer>> grid(JsonNode rows) {
    List<List<Integer>> grid = new ArrayList<>();
    rows.forEach(row -> grid.add(list(row)));
    return grid;
  }

  private static @Nullable Integer limit(JsonNode row) {
    JsonNode limit = row.path("allowed_max_length");
    return limit.isNull() ? null : Integer.valueOf(limit.intValue());
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
    LlmsFromScratchCollation collation =
        new LlmsFromScratchCollation(
            row.path("pad_token_id").intValue(),
            row.path("ignore_index").intValue(),
            masked,
            limit(row));
    LlmsFromScratchCollation.Shifted shifted = collation.collateShifted(examples);
    assertThat(shifted.inputs()).as("%s", row).isEqualTo(grid(row.path("inputs")));
    assertThat(shifted.targets()).as("%s", row).isEqualTo(grid(row.path("targets")));
    TokenRows rows = collation.collate(examples);
    for (int i = 0; i < examples.size(); i++) {
      int width = rows.ids().get(i).size();
      assertThat(rows.ids().get(i).subList(0, width - 1)).isEqualTo(shifted.inputs().get(i));
      assertThat(rows.labels().get(i).subList(1, width)).isEqualTo(shifted.targets().get(i));
      assertThat(rows.labels().get(i).get(0)).isEqualTo(TokenRows.IGNORE_INDEX);
    }
  }

  @Test
  void preferenceRowsEqualThoseOfLlmsFromScratch() {
    for (JsonNode row : cases("dpo")) {
      List<LlmsFromScratchDpoCollation.Pair> pairs = new ArrayList<>();
      row.path("batch")
          .forEach(
              pair ->
                  pairs.add(
                      new LlmsFromScratchDpoCollation.Pair(
                          list(pair.path("chosen")),
                          list(pair.path("rejected")),
                          pair.path("prompt").size())));
      LlmsFromScratchDpoCollation.Rows rows =
          new LlmsFromScratchDpoCollation(
                  row.path("pad_token_id").intValue(),
                  row.path("mask_prompt_tokens").booleanValue(),
                  limit(row))
              .collate(pairs);
      assertThat(rows.chosen()).as("%s", row).isEqualTo(grid(row.path("chosen")));
      assertThat(rows.rejected()).as("%s", row).isEqualTo(grid(row.path("rejected")));
      assertThat(rows.chosenMask()).as("%s", row).isEqualTo(grid(row.path("chosen_mask")));
      assertThat(rows.rejectedMask()).as("%s", row).isEqualTo(grid(row.path("rejected_mask")));
    }
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
      assertThat(rows.ids()).as("%s", row).isEqualTo(grid(row.path("input_ids")));
      assertThat(rows.labels()).as("%s", row).isEqualTo(grid(row.path("labels")));
      assertThat(rows.mask()).as("%s", row).isEqualTo(grid(row.path("attention_mask")));
    }
  }
}
