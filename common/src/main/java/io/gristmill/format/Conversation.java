package io.gristmill.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.record.Example;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A well-formed conversation: an optional system message, then alternating turns of user or tool
 * and of assistant or function call. The first of them is a user turn, the last an assistant turn
 * or function call.
 */
public record Conversation(List<Message> messages) implements ParsedConversation, Serializable {

  /** Default text between instruction and input of a user turn: an empty line. */
  public static final String INPUT_SEPARATOR = "\n\n";

  /** The field names of {@link Example#MESSAGES}. */
  public static final Column.Turns MESSAGES_COLUMN =
      new Column.Turns(Example.MESSAGES, "role", "content");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** One turn. */
  public record Message(Role role, String content) implements Serializable {}

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the roles are not in the order described above
   */
  public Conversation {
    messages = List.copyOf(messages);
    findProblem(messages)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException("not a well-formed conversation: " + problem);
            });
  }

  /**
   * The conversation in the metadata of an example, else one user turn and its answer. The user
   * turn is the instruction, followed by {@code inputSeparator} and the input unless the input is
   * the empty string (a blank input counts, as in Alpaca).
   */
  public static ParsedConversation of(Example example, String inputSeparator) {
    String json = example.metadata().get(Example.MESSAGES);
    if (json != null) {
      return parse(json, MESSAGES_COLUMN);
    }
    String input = example.input();
    String userTurn = example.instruction() + (input.isEmpty() ? "" : inputSeparator + input);
    return new Conversation(
        List.of(new Message(Role.USER, userTurn), new Message(Role.ASSISTANT, example.output())));
  }

  /**
   * Parses a JSON array of objects with the two fields that {@code column} names; other fields are
   * ignored.
   */
  public static ParsedConversation parse(String json, Column.Turns column) {
    JsonNode array;
    try {
      array = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      return new Formatted.Skip("conversation-not-json", e.getOriginalMessage());
    }
    if (!array.isArray()) {
      return new Formatted.Skip("conversation-not-json", "not an array");
    }
    List<Message> messages = new ArrayList<>();
    for (JsonNode turn : array) {
      Optional<Formatted.Skip> problem = findProblem(turn, column, messages.size());
      if (problem.isPresent()) {
        return problem.get();
      }
      Role role = Role.fromName(turn.path(column.speakerField()).textValue()).orElseThrow();
      messages.add(new Message(role, turn.path(column.textField()).textValue()));
    }
    Optional<Formatted.Skip> problem = findProblem(messages);
    return problem.isPresent() ? problem.get() : new Conversation(messages);
  }

  @Override
  public Formatted formatWith(Function<Conversation, Formatted> next) {
    return next.apply(this);
  }

  /** The system message, if any. */
  public Optional<String> system() {
    Message first = messages.get(0);
    return first.role() == Role.SYSTEM ? Optional.of(first.content()) : Optional.empty();
  }

  /** All turns after the system message, an even number. */
  public List<Message> turns() {
    return messages.subList(system().isPresent() ? 1 : 0, messages.size());
  }

  private static Optional<Formatted.Skip> findProblem(
      JsonNode turn, Column.Turns column, int index) {
    JsonNode speaker = turn.path(column.speakerField());
    if (!speaker.isTextual() || !turn.path(column.textField()).isTextual()) {
      return skip("turn-without-text", "turn " + index);
    }
    return Role.fromName(speaker.textValue()).isPresent()
        ? Optional.empty()
        : skip("unknown-role", "turn " + index + " is by " + speaker.textValue());
  }

  private static Optional<Formatted.Skip> findProblem(List<Message> messages) {
    int first = !messages.isEmpty() && messages.get(0).role() == Role.SYSTEM ? 1 : 0;
    if (messages.size() == first) {
      return skip("conversation-empty", "no user turn");
    }
    for (int i = first; i < messages.size(); i++) {
      Role role = messages.get(i).role();
      if (role == Role.SYSTEM) {
        return skip("system-not-first", "turn " + i);
      }
      if (i == first && role != Role.USER) {
        return skip("does-not-start-with-user", "starts with " + role.messagesName());
      }
      if (role.isAnswered() != ((i - first) % 2 == 0)) {
        Role before = messages.get(i - 1).role();
        return skip(
            "does-not-alternate",
            "turn " + i + " is " + role.messagesName() + " after " + before.messagesName());
      }
    }
    Role last = messages.get(messages.size() - 1).role();
    return last.isAnswered()
        ? skip("ends-without-answer", "last turn is " + last.messagesName())
        : Optional.empty();
  }

  private static Optional<Formatted.Skip> skip(String reason, String detail) {
    return Optional.of(new Formatted.Skip(reason, detail));
  }
}
