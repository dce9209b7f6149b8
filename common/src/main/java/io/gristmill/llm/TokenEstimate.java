package io.gristmill.llm;

import org.jspecify.annotations.Nullable;

/**
 * How many tokens a text has, guessed on the high side without the model's tokenizer: for leases,
 * for reserving money, and where a server counts nothing.
 *
 * <p>ASCII letters and blanks count a third of a token each, other ASCII characters (digits, signs,
 * line breaks) two thirds, all others half a token for each of their UTF-8 bytes: 1 for é or я, 1.5
 * for a Korean syllable or a Chinese character, 2 for an emoji. The tokenizers of today need fewer
 * for prose in these scripts; a tokenizer without a script falls back to bytes and may need up to
 * one token a byte. A message of a chat counts 8 more for its frame.
 */
public final class TokenEstimate {

  /** What a text's characters are counted in, so that sums are exact. */
  private static final int SIXTHS = 6;

  private static final int FRAME_TOKENS = 8;

  private TokenEstimate() {}

  /** Tokens of a text; 0 for the empty one. */
  public static long of(String text) {
    long sixths = 0;
    for (int i = 0; i < text.length(); i++) {
      sixths += sixths(text.charAt(i));
    }
    return (sixths + SIXTHS - 1) / SIXTHS;
  }

  /** Tokens of a prompt, the frames of a chat's messages included. */
  public static long of(Prompt prompt) {
    if (prompt instanceof Prompt.Chat chat) {
      return FRAME_TOKENS
          + chat.messages().stream().mapToLong(m -> of(m.content()) + FRAME_TOKENS).sum();
    }
    return of(((Prompt.Text) prompt).text());
  }

  /**
   * Most tokens that a request can use up, prompt and answer.
   *
   * @param absent tokens of an answer where the request sets no limit
   */
  public static long worstCase(Request request, long absent) {
    return of(request.prompt()) + maxCompletionTokens(request, absent);
  }

  /** The request's own limit on tokens of the answer, else {@code absent}. */
  public static long maxCompletionTokens(Request request, long absent) {
    @Nullable Integer limit = request.sampling().maxTokens();
    return limit == null ? absent : limit;
  }

  private static int sixths(char c) {
    if (c < 0x80) {
      return c == ' ' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' ? 2 : 4;
    }
    if (c < 0x800) {
      return 6;
    }
    return Character.isSurrogate(c) ? 6 : 9; // two surrogates are four bytes
  }
}
