package io.gristmill.chat;

import io.gristmill.check.Require;
import io.gristmill.jinja.Span;
import java.util.BitSet;
import java.util.List;

/** Which tokens of a conversation are the assistant's. */
public final class AssistantMask {

  private static final int NONE = -1;

  private AssistantMask() {}

  /**
   * The tokens that lie within spans, in whole or in part.
   *
   * @param spans of the assistant, in code points of the text
   * @param starts first code point of each token, not falling
   * @param ends behind the last code point of each token
   * @return places of the assistant's tokens
   */
  public static BitSet of(List<Span> spans, int[] starts, int[] ends) {
    Require.that(starts.length == ends.length, "as many ends as starts of tokens");
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
   * The mask that transformers returns, for comparison. It goes from the first token at a span's
   * first character to the first token at its last one. So where the last character of a span has
   * several tokens, all but one are left out; and where it has none, as a space that the tokenizer
   * drops, everything behind the span is learned. {@link #of} does neither.
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
