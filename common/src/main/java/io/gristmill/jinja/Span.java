package io.gristmill.jinja;

import io.gristmill.check.Require;

/**
 * A part of a text, in code points as Python and tokenizers count.
 *
 * @param start of its first code point, from 0
 * @param end behind its last one
 */
public record Span(int start, int end) {

  public Span {
    Require.that(0 <= start && start <= end, "a span must not end before it starts");
  }

  /** The part of {@code text} that this is. */
  public String of(String text) {
    int from = text.offsetByCodePoints(0, start);
    return text.substring(from, text.offsetByCodePoints(from, end - start));
  }
}
