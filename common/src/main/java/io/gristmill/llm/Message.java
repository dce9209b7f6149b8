package io.gristmill.llm;

import java.io.Serializable;

/**
 * A message of a chat prompt.
 *
 * @param role {@code system}, {@code user} or {@code assistant}
 * @param content any text
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
