package io.gristmill.recipe;

import io.gristmill.text.PythonText;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** The first line of an answer of which one line was wanted. */
public final class FirstLine {

  private FirstLine() {}

  /**
   * As LLMs-from-scratch reads it: the first line with any character, trimmed, so that a line of
   * blanks gives an empty text; nothing where no line has a character. Only {@code \n} ends lines.
   */
  public static Optional<String> ofNonEmptyLine(String text) {
    return lines(text).filter(line -> !line.isEmpty()).findFirst().map(PythonText::strip);
  }

  /** The first line that is more than white space, trimmed. */
  public static Optional<String> of(String text) {
    return lines(text).map(PythonText::strip).filter(line -> !line.isEmpty()).findFirst();
  }

  private static Stream<String> lines(String text) {
    return Arrays.stream(text.split("\n", -1));
  }
}
