package io.gristmill.llm;

import java.io.Serializable;

/**
 * What a model answered.
 *
 * @param text without the stop text; may be empty
 * @param finish why it ended
 * @param promptTokens as the server counted, else estimated
 * @param completionTokens as the server counted, else estimated
 * @param model the name the server gave itself
 */
public record Answer(
    String text, Finish finish, long promptTokens, long completionTokens, String model)
    implements Serializable {

  /** Why an answer ended. */
  public enum Finish {
    /** By itself or at a stop text. */
    STOP,
    /** At the limit of tokens: it is cut. */
    LENGTH,
    /** Withheld by the server's content filter. */
    FILTERED,
    /** For a reason that the server did not give, or that is none of these. */
    OTHER
  }
}
