package io.gristmill.format;

import java.util.Arrays;
import java.util.Optional;

/** Who speaks in a turn. Each has a name in the messages form and one in the ShareGPT form. */
public enum Role {
  /** Standing instructions; at most one, before everything else. */
  SYSTEM("system", "system"),
  USER("user", "human"),
  ASSISTANT("assistant", "gpt"),
  /** What a called function returned; it stands where a user turn would. */
  TOOL("tool", "observation"),
  /** The model's call of a function; it stands where an assistant turn would. */
  FUNCTION_CALL("function_call", "function_call");

  private final String messagesName;
  private final String shareGptName;

  Role(String messagesName, String shareGptName) {
    this.messagesName = messagesName;
    this.shareGptName = shareGptName;
  }

  /** The role of either name, case-sensitive; nothing for a name that neither form has. */
  public static Optional<Role> fromName(String name) {
    return Arrays.stream(values())
        .filter(role -> role.messagesName.equals(name) || role.shareGptName.equals(name))
        .findFirst();
  }

  /** Whether an answer follows: user and tool turns. */
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
