package io.gristmill.llm.client;

/** Texts that can be written as UTF-8. */
final class WellFormed {

  private static final char REPLACEMENT = '\uFFFD';

  private WellFormed() {}

  /**
   * The text with U+FFFD in place of surrogates without a partner, which JSON escapes can bring and
   * no file can hold.
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
