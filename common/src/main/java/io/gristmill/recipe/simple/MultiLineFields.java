package io.gristmill.recipe.simple;

import io.gristmill.text.PythonText;

/**
 * Input and output of an instance with any number of lines: the text after the first {@code
 * Output:} is the output, the text between a preceding {@code Input:} and it is the input.
 *
 * @param input empty if there is none
 * @param output empty if there is none
 */
record MultiLineFields(String input, String output) {

  private static final String INPUT = "Input:";
  private static final String OUTPUT = "Output:";

  /** Parses any text. */
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

  /** Removes Markdown bold marks around the field marker. */
  private static String value(String text) {
    String start = text.startsWith("**") ? text.substring(2) : text;
    return PythonText.strip(
        start.endsWith("\n**") ? start.substring(0, start.length() - 2) : start);
  }

  /** Index of the first marker that begins a line, after optional blanks and Markdown; else -1. */
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
