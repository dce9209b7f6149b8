package io.gristmill.recipe.simple;

import io.gristmill.text.PythonText;

/**
 * Input and output of an instance, of any number of lines: what follows the first {@code Output:}
 * is the output, what stands between an {@code Input:} before it and that is the input.
 *
 * @param input empty where there is none
 * @param output empty where there is none
 */
public record MultiLineFields(String input, String output) {

  private static final String INPUT = "Input:";
  private static final String OUTPUT = "Output:";

  /** Reads any text. */
  public static MultiLineFields read(String text) {
    int output = atLineStart(text, OUTPUT);
    if (output < 0) {
      return new MultiLineFields("", "");
    }
    String before = text.substring(0, output);
    int input = atLineStart(before, INPUT);
    return new MultiLineFields(
        input < 0 ? "" : value(before.substring(input + INPUT.length())),
        value(text.substring(output + OUTPUT.length())));
  }

  /** Bold marks around the marker itself are no part of the text. */
  private static String value(String text) {
    String start = text.startsWith("**") ? text.substring(2) : text;
    return PythonText.strip(
        start.endsWith("\n**") ? start.substring(0, start.length() - 2) : start);
  }

  /** Where a marker first begins a line, save blanks and Markdown in front of it; else -1. */
  private static int atLineStart(String text, String marker) {
    for (int at = text.indexOf(marker); at >= 0; at = text.indexOf(marker, at + 1)) {
      String line = text.substring(text.lastIndexOf('\n', at) + 1, at);
      if (line.chars().allMatch(c -> PythonText.isSpace(c) || c == '*' || c == '#')) {
        return at;
      }
    }
    return -1;
  }
}
