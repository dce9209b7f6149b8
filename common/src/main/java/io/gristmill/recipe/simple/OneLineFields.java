package io.gristmill.recipe.simple;

import io.gristmill.text.PythonText;

/**
 * Input and output of an instance as seed document 004 reads them: one line each.
 *
 * @param input empty where there is none
 * @param output empty where there is none
 */
public record OneLineFields(String input, String output) {

  /** Reads any text. */
  public static OneLineFields read(String text) {
    return new OneLineFields(field(text, "Input:"), field(text, "Output:"));
  }

  /**
   * The first line that contains the marker, without it and trimmed; where nothing is left of it,
   * the next line. On the last line such a marker counts for nothing.
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
