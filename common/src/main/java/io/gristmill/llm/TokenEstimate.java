package io.gristmill.llm;

import org.jspecify.annotations.Nullable;

/**
 * Estimates the number of tokens of a text without the model's tokenizer, on the high side: for
 * leases, for reserving money, and for servers that report no usage.
 *
 * <p>ASCII letters and blanks count 1/3 token each, other ASCII characters (digits, signs, line
 * breaks) 2/3, all others 1/2 token per UTF-8 byte: 1 for é or я, 1.5 for a Korean syllable or a
 * Chinese character, 2 for an emoji. Current tokenizers need fewer for prose in these scripts; a
 * tokenizer that lacks a script falls back to bytes and may need up to one token per byte. Each
 * chat message counts 8 more tokens for its template.
 */
public final class TokenEstimate {

  /** Characters are counted in sixths of a token, so that sums are exact. */
  private static final int SIXTHS = 6;

  private static final int FRAME_TOKENS = 8;

  private TokenEstimate() {}

  /** Estimated tokens of a text; 0 if empty. */
  public static long of(String text) {
    long sixths = 0;
    for (int i = 0; i < text.length(); i++) {
      sixths += sixths(text.charAt(i));
    }
    return (sixths + SIXTHS - 1) / SIXTHS;
  }

  /** Estimated tokens of a prompt, including the template of chat messages. */
  public static long of(Prompt prompt) {
    if (prompt instanceof Prompt.Chat chat) {
      return FRAME_TOKENS
          + chat.messages().stream().mapToLong(m -> of(m.content()) + FRAME_TOKENS).sum();
    }
    return of(((Prompt.Text) prompt).text());
  }

  /**
   * Upper bound of the tokens of a request, prompt and answer.
   *
   * @param absent tokens of the answer if the request sets no limit
   */
  public static long worstCase(Request request, long absent) {
    return of(request.prompt()) + maxCompletionTokens(request, absent);
  }

  /** Token limit of the answer; {@code absent} if the request sets none. */
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
