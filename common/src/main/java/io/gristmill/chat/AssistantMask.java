package io.gristmill.chat;

import io.gristmill.check.Require;
import io.gristmill.jinja.Span;
import java.util.BitSet;
import java.util.List;

/** Finds the tokens of a conversation that the assistant wrote. */
public final class AssistantMask {

  private static final int NONE = -1;

  private AssistantMask() {}

  /**
   * The tokens that overlap the spans.
   *
   * @param spans spans of the assistant's text, in code points
   * @param starts first code point of each token, in ascending order
   * @param ends end of each token, exclusive
   * @return indices of the assistant's tokens
   */
  public static BitSet of(List<Span> spans, int[] starts, int[] ends) {
    Require.that(starts.length == ends.length, "starts and ends must have the same length");
    BitSet mask = new BitSet(starts.length);
    for (Span span : spans) {
      for (int i = 0; i < starts.length; i++) {
        if (starts[i] < span.end() && ends[i] > span.start()) {
          mask.set(i);
        }
      }
    }
    return mask;
  }

  /**
   * The mask that transformers returns, for comparison. It runs from the first token of a span's
   * first character to the first token of its last character. If several tokens encode the last
   * character, the mask covers only the first of them; if no token does (a space that the tokenizer
   * drops), the mask covers everything after the span. {@link #of} avoids both.
   */
  public static BitSet asTransformers(List<Span> spans, int[] starts, int[] ends) {
    BitSet mask = new BitSet(starts.length);
    for (Span span : spans) {
      int first = token(span.start(), starts, ends);
      int last = token(span.end() - 1, starts, ends);
      if (first == NONE) {
        break;
      }
      int end = last > 0 ? last + 1 : starts.length;
      mask.set(first, Math.max(first, end));
    }
    return mask;
  }

  private static int token(int codePoint, int[] starts, int[] ends) {
    for (int i = 0; i < starts.length; i++) {
      if (starts[i] <= codePoint && codePoint < ends[i]) {
        return i;
      }
    }
    return NONE;
  }
}
