package io.gristmill.quality;

import io.gristmill.text.PythonText;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A heuristic quality score: the mean of four parts, each in [0, 1]. Words are separated by
 * whitespace, so Korean and Chinese texts score low in {@code length}. The dangerous words also
 * match inside other words (drugstore).
 *
 * @param length min(instruction words / 20, 1) * min(output words / 50, 1)
 * @param format 1, or 0.5 if a text is empty or the output starts with {@code I cannot} or {@code
 *     As an AI}
 * @param relevance min(2 * share of the instruction's distinct words that occur in the output, 1)
 * @param safety 0 if the output contains hack, illegal, weapon or drug, else 1
 */
record QualityScore(double length, double format, double relevance, double safety) {

  private static final List<String> DANGEROUS = List.of("hack", "illegal", "weapon", "drug");

  public static QualityScore of(String instruction, String output) {
    double length =
        Math.min(PythonText.countWords(instruction) / 20.0, 1)
            * Math.min(PythonText.countWords(output) / 50.0, 1);
    return new QualityScore(
        length, format(instruction, output), relevance(instruction, output), safety(output));
  }

  /** Drops a record with a low score. Score: the mean; threshold: {@code minScore}, in [0, 1]. */
  static Rule atLeast(double minScore) {
    return example -> {
      QualityScore score = of(example.instruction(), example.output());
      return score.total() < minScore
          ? new Verdict.Drop("quality-score", score.total(), minScore, score.describe())
          : Verdict.KEEP;
    };
  }

  private String describe() {
    return String.format(
        Locale.ROOT,
        "length %.2f, format %.2f, relevance %.2f, safety %.2f",
        length,
        format,
        relevance,
        safety);
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
    Set<String> instructionWords = new HashSet<>(PythonText.split(PythonText.lower(instruction)));
    if (instructionWords.isEmpty()) {
      return 0;
    }
    int all = instructionWords.size();
    instructionWords.retainAll(new HashSet<>(PythonText.split(PythonText.lower(output))));
    return Math.min(2.0 * instructionWords.size() / all, 1);
  }

  private static double safety(String output) {
    String lower = PythonText.lower(output);
    return DANGEROUS.stream().anyMatch(lower::contains) ? 0 : 1;
  }
}
