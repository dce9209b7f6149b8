package io.gristmill.recipe;

import io.gristmill.text.PythonText;

/** How the references write an instruction into a prompt. */
public final class TaskText {

  private TaskText() {}

  /**
   * On one line and without colons at its end: every run of white space becomes one blank, the ends
   * are trimmed, then all trailing colons go, which may leave a blank behind.
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
