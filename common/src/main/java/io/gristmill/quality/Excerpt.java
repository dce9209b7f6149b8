package io.gristmill.quality;

import io.gristmill.text.PythonText;

/** Short quotations of texts for a person to read. */
final class Excerpt {

  private static final int MOST = 60;

  private Excerpt() {}

  /** The first code points of a text on one line, in quotation marks. */
  static String start(String text) {
    return PythonText.length(text) <= MOST
        ? quote(text)
        : quote(text.substring(0, text.offsetByCodePoints(0, MOST)) + "…");
  }

  /** The last code points of a text on one line, in quotation marks. */
  static String end(String text) {
    return PythonText.length(text) <= MOST
        ? quote(text)
        : quote("…" + text.substring(text.offsetByCodePoints(text.length(), -MOST)));
  }

  private static String quote(String text) {
    return "\"" + PythonText.collapse(text) + "\"";
  }
}
