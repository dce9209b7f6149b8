package io.gristmill.quality;

import io.gristmill.text.PythonText;

/** Short quotations of texts for messages. */
final class Excerpt {

  private static final int MAX_CODE_POINTS = 60;

  private Excerpt() {}

  /** The beginning of a text (at most 60 code points) on one line, in quotation marks. */
  static String start(String text) {
    return PythonText.length(text) <= MAX_CODE_POINTS
        ? quote(text)
        : quote(text.substring(0, text.offsetByCodePoints(0, MAX_CODE_POINTS)) + "…");
  }

  /** The end of a text (at most 60 code points) on one line, in quotation marks. */
  static String end(String text) {
    return PythonText.length(text) <= MAX_CODE_POINTS
        ? quote(text)
        : quote("…" + text.substring(text.offsetByCodePoints(text.length(), -MAX_CODE_POINTS)));
  }

  private static String quote(String text) {
    return "\"" + PythonText.collapse(text) + "\"";
  }
}
