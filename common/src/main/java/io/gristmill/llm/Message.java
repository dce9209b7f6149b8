package io.gristmill.llm;

import java.io.Serializable;

/**
 * One turn of a conversation with a model.
 *
 * @param role {@code system}, {@code user} or {@code assistant}
 * @param content its text, any text at all
 */
public record Message(String role, String content) implements Serializable {

  public static Message system(String content) {
    return new Message("system", content);
  }

  public static Message user(String content) {
    return new Message("user", content);
  }

  public static Message assistant(String content) {
    return new Message("assistant", content);
  }
}
