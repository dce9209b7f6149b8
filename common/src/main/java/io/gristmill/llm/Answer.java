package io.gristmill.llm;

/**
 * A model's answer.
 *
 * @param text generated text without the stop string; may be empty
 * @param finish reason why generation ended
 * @param promptTokens number of prompt tokens as reported by the server, else estimated
 * @param completionTokens number of generated tokens as reported by the server, else estimated
 * @param model model name reported by the server
 */
public record Answer(
    String text, Finish finish, long promptTokens, long completionTokens, String model)
    implements RequestOutcome {

  /** Reason why generation ended. */
  public enum Finish {
    /** End of text or a stop string. */
    STOP,
    /** The token limit; the answer is truncated. */
    LENGTH,
    /** The server's content filter withheld the answer. */
    FILTERED,
    /** Another or unknown reason. */
    OTHER
  }
}
