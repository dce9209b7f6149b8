package io.gristmill.recipe.simple;

import io.gristmill.text.PythonText;

/**
 * Input and output of an instance with one line each: the first line that contains the marker
 * ({@code Input:} or {@code Output:}) without the marker, or the next line if nothing is left.
 *
 * @param input empty if there is none
 * @param output empty if there is none
 */
record OneLineFields(String input, String output) {

  /** Parses any text. */
  public static OneLineFields read(String text) {
    return new OneLineFields(field(text, "Input:"), field(text, "Output:"));
  }

  /**
   * Returns the first line that contains the marker, without the marker and stripped, or the next
   * line if nothing is left. A marker alone on the last line is ignored.
   */
  private static String field(String text, String marker) {
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].contains(marker)) {
        String rest = PythonText.strip(lines[i].replace(marker, ""));
        if (!rest.isEmpty() || i + 1 < lines.length) {
          return rest.isEmpty() ? PythonText.strip(lines[i + 1]) : rest;
        }
      }
    }
    return "";
  }
}
