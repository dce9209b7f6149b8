package io.gristmill.quality;

import io.gristmill.text.PythonText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The quality score of seed document 004: the mean of four parts, each from 0 to 1. Words are
 * separated by white space, so Korean and Chinese score low in {@code length}; the dangerous words
 * match inside other words too (drugstore), as the formula has it.
 *
 * @param length grows with the words of both texts, full at 20 and 50
 * @param format 1, or 0.5 when a text is empty or the output starts as a refusal
 * @param relevance twice the share of the instruction's distinct words that are in the output
 * @param safety 0 when the output names something dangerous, else 1
 */
public record QualityScore(double length, double format, double relevance, double safety) {

  private static final List<String> DANGEROUS = List.of("hack", "illegal", "weapon", "drug");

  public static QualityScore of(String instruction, String output) {
    double length =
        Math.min(PythonText.countWords(instruction) / 20.0, 1)
            * Math.min(PythonText.countWords(output) / 50.0, 1);
    return new QualityScore(
        length, format(instruction, output), relevance(instruction, output), safety(output));
  }

  /** The mean of the four parts. */
  public double total() {
    return (length + format + relevance + safety) / 4;
  }

  private static double format(String instruction, String output) {
    boolean refused = output.startsWith("I cannot") || output.startsWith("As an AI");
    return instruction.isEmpty() || output.isEmpty() || refused ? 0.5 : 1;
  }

  private static double relevance(String instruction, String output) {
    Set<String> asked = new HashSet<>(PythonText.split(PythonText.lower(instruction)));
    if (asked.isEmpty()) {
      return 0;
    }
    int all = asked.size();
    asked.retainAll(new HashSet<>(PythonText.split(PythonText.lower(output))));
    return Math.min(2.0 * asked.size() / all, 1);
  }

  private static double safety(String output) {
    String lower = PythonText.lower(output);
    return DANGEROUS.stream().anyMatch(lower::contains) ? 0 : 1;
  }
}
