package io.gristmill.llm.client;

/** Makes strings encodable as UTF-8. */
final class WellFormed {

  private static final char REPLACEMENT = '\uFFFD';

  private WellFormed() {}

  /**
   * Replaces unpaired surrogates, which JSON escapes can produce and UTF-8 cannot encode, with
   * U+FFFD.
   */
  static String text(CharSequence text) {
    StringBuilder changed = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      changed = changed == null ? new StringBuilder(text) : changed;
      changed.setCharAt(i, REPLACEMENT);
    }
    return changed == null ? text.toString() : changed.toString();
  }
}
