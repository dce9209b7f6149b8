package io.gristmill.rehearsal.task;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A wording of a task family.
 *
 * @param family name of the family
 * @param instruction wording of the instruction
 * @param input wording of the input; empty if the instruction contains it
 */
record Phrasing(String family, WordingTemplate instruction, Optional<WordingTemplate> input) {

  private static final String SEPARATOR = " => ";

  static Phrasing of(String family, String text) {
    int at = text.indexOf(SEPARATOR);
    return at < 0
        ? new Phrasing(family, WordingTemplate.of(text), Optional.empty())
        : new Phrasing(
            family,
            WordingTemplate.of(text.substring(0, at)),
            Optional.of(WordingTemplate.of(text.substring(at + SEPARATOR.length()))));
  }

  Set<String> slots() {
    Set<String> slots = new LinkedHashSet<>(instruction.slots());
    input.ifPresent(template -> slots.addAll(template.slots()));
    return slots;
  }

  /**
   * Reads the slot values if both texts match this wording; without an input the task may be open.
   * Yields several readings if the input may begin with a label.
   */
  List<Map<String, String>> read(String instructionText, String inputText) {
    return instruction
        .read(instructionText)
        .map(values -> withInput(values, inputText))
        .orElse(List.of());
  }

  private List<Map<String, String>> withInput(Map<String, String> values, String text) {
    if (text.isEmpty()) {
      return List.of(values);
    }
    return input.stream()
        .flatMap(template -> Stream.of(text, withoutLabel(text)).map(template::read))
        .flatMap(Optional::stream)
        .map(
            more -> {
              Map<String, String> all = new LinkedHashMap<>(values);
              all.putAll(more);
              return all;
            })
        .toList();
  }

  /** Removes a label: {@code Numbers: 3, 4} becomes {@code 3, 4}. */
  private static String withoutLabel(String text) {
    return text.replaceFirst("(?s)^[^:\\n]{1,30}:\\s*", "");
  }
}
