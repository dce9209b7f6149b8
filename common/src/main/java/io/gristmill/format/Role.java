package io.gristmill.format;

import java.util.Arrays;
import java.util.Optional;

/** The role of a turn, with its names in the messages and ShareGPT formats. */
public enum Role {
  /** The system message; at most one, before all other turns. */
  SYSTEM("system", "system"),
  USER("user", "human"),
  ASSISTANT("assistant", "gpt"),
  /** The result of a function call, in the place of a user turn. */
  TOOL("tool", "observation"),
  /** A function call by the model, in the place of an assistant turn. */
  FUNCTION_CALL("function_call", "function_call");

  private final String messagesName;
  private final String shareGptName;

  Role(String messagesName, String shareGptName) {
    this.messagesName = messagesName;
    this.shareGptName = shareGptName;
  }

  /** The role with this name in either format, case-sensitive; empty for an unknown name. */
  public static Optional<Role> fromName(String name) {
    return Arrays.stream(values())
        .filter(role -> role.messagesName.equals(name) || role.shareGptName.equals(name))
        .findFirst();
  }

  /** Whether an answer follows a turn of this role (user and tool). */
  public boolean isAnswered() {
    return this == USER || this == TOOL;
  }

  public String messagesName() {
    return messagesName;
  }

  public String shareGptName() {
    return shareGptName;
  }
}
