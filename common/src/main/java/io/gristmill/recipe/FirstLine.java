package io.gristmill.recipe;

import io.gristmill.text.PythonText;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Extracts the first line of an answer. */
public final class FirstLine {

  private FirstLine() {}

  /**
   * Returns the first non-empty line, stripped, as LLMs-from-scratch ch. 7 does with Llama 3; a
   * line of blanks gives an empty string. Empty if all lines are empty. Only {@code \n} ends a
   * line.
   */
  public static Optional<String> ofNonEmptyLine(String text) {
    return lines(text).filter(line -> !line.isEmpty()).findFirst().map(PythonText::strip);
  }

  /** Returns the first non-blank line, stripped. */
  public static Optional<String> of(String text) {
    return lines(text).map(PythonText::strip).filter(line -> !line.isEmpty()).findFirst();
  }

  private static Stream<String> lines(String text) {
    return Arrays.stream(text.split("\n", -1));
  }
}
