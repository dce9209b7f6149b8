package io.gristmill.encode;

import com.fasterxml.jackson.databind.JsonNode;
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
    for (String name : names) {
      if (!record.hasNonNull(name)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the columns hold the verbatim texts of a prompt and its answers. */
  static boolean areTexts(JsonNode record, String... names) {
    for (String name : names) {
      if (!record.path(name).isTextual()) {
        return false;
      }
    }
    return !record.hasNonNull(INSTRUCTION);
  }

  static boolean areLists(JsonNode record, String... names) {
    for (String name : names) {
      if (!record.path(name).isArray()) {
        return false;
      }
    }
    return true;
  }

  static UnusableRecord describeMissing(JsonNode record, String... names) {
    for (String name : names) {
      if (!record.hasNonNull(name)) {
        return new UnusableRecord("missing-field", "field \"" + name + "\" is missing or null");
      }
    }
    return new UnusableRecord(
        "wrong-type", "fields " + String.join(", ", names) + " must be all texts or all lists");
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
