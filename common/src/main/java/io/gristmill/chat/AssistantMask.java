package io.gristmill.chat;

import io.gristmill.check.Require;
import io.gristmill.jinja.Span;
import java.util.BitSet;
import java.util.List;

/** Finds the tokens of a conversation that the assistant wrote. */
public final class AssistantMask {

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
}
