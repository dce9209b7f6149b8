package io.gristmill.rehearsal.task;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One way to ask for a kind of task.
 *
 * @param family name of the kind
 * @param instruction its wording
 * @param input the wording of the material, where it does not stand in the instruction
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
   * The slots' values, where both texts are in this wording; without input it may be open. More
   * than one reading where the input may or may not begin with a label.
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

  /** {@code Numbers: 3, 4} without its label. */
  private static String withoutLabel(String text) {
    return text.replaceFirst("(?s)^[^:\\n]{1,30}:\\s*", "");
  }
}
