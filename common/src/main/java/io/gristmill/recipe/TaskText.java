package io.gristmill.recipe;

import io.gristmill.text.PythonText;

/** Formats instructions for prompts as Self-Instruct and Stanford Alpaca do. */
public final class TaskText {

  private TaskText() {}

  /**
   * Puts an instruction on one line: collapses white space, strips both ends and then removes all
   * trailing colons, which may leave a trailing blank.
   */
  public static String oneLine(String instruction) {
    String line = PythonText.collapse(instruction);
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == ':') {
      end--;
    }
    return line.substring(0, end);
  }
}
