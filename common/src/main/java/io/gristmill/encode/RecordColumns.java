package io.gristmill.encode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;

/** The columns that decide the format of a record. */
final class RecordColumns {

  static final String INSTRUCTION = "instruction";
  static final String PROMPT = "prompt";
  static final String COMPLETION = "completion";
  static final String CHOSEN = "chosen";
  static final String REJECTED = "rejected";
  static final String TEXT = "text";
  static final String IDS = "input_ids";
  static final String LABELS = "labels";
  static final String LENGTHS = "lengths";
  static final String PROMPT_IDS = "prompt_ids";
  static final String CHOSEN_IDS = "chosen_ids";
  static final String REJECTED_IDS = "rejected_ids";

  private RecordColumns() {}

  static boolean hasAll(JsonNode record, String... names) {
    return Arrays.stream(names).allMatch(record::hasNonNull);
  }

  /** Whether the columns hold the verbatim texts of a prompt and its answers. */
  static boolean areTexts(JsonNode record, String... names) {
    return !record.hasNonNull(INSTRUCTION)
        && Arrays.stream(names).allMatch(name -> record.path(name).isTextual());
  }

  static boolean areLists(JsonNode record, String... names) {
    return Arrays.stream(names).allMatch(name -> record.path(name).isArray());
  }

  static UnusableRecord describeMissing(JsonNode record, String... names) {
    return Arrays.stream(names)
        .filter(name -> !record.hasNonNull(name))
        .findFirst()
        .map(
            name ->
                new UnusableRecord("missing-field", "field \"" + name + "\" is missing or null"))
        .orElseGet(
            () ->
                new UnusableRecord(
                    "wrong-type",
                    "fields " + String.join(", ", names) + " must be all texts or all lists"));
  }

  /** Reads token ids; empty if an element is not an integer of at least {@code min}. */
  static Optional<int[]> readTokens(JsonNode list, int min) {
    int[] tokens = new int[list.size()];
    for (int i = 0; i < tokens.length; i++) {
      JsonNode token = list.get(i);
      if (!token.isIntegralNumber() || !token.canConvertToInt() || token.intValue() < min) {
        return Optional.empty();
      }
      tokens[i] = token.intValue();
    }
    return list.isArray() ? Optional.of(tokens) : Optional.empty();
  }
}
