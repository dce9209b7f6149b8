package io.gristmill.jinja;

import io.gristmill.check.Require;

/**
 * A part of a text, in code points as in Python and tokenizers.
 *
 * @param start index of its first code point, from 0
 * @param end index after its last code point
 */
public record Span(int start, int end) {

  public Span {
    Require.that(0 <= start && start <= end, "a span must not end before it starts");
  }

  /** The part of {@code text} in this span. */
  public String of(String text) {
    int from = text.offsetByCodePoints(0, start);
    return text.substring(from, text.offsetByCodePoints(from, end - start));
  }
}
