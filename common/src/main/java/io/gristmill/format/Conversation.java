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
 * A well-formed conversation: at most one system text, in front; then, strictly by turns, what asks
 * (user, or the result of a tool) and what answers (assistant, or the call of a function). A user
 * opens it and an answer closes it.
 */
public record Conversation(List<Message> messages) implements ParsedConversation, Serializable {

  /** Between instruction and input where an example becomes a user turn: an empty line. */
  public static final String INPUT_SEPARATOR = "\n\n";

  /** The form of {@link Example#MESSAGES}. */
  public static final Column.Turns MESSAGES_COLUMN =
      new Column.Turns(Example.MESSAGES, "role", "content");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** One turn. */
  public record Message(Role role, String content) implements Serializable {}

  /**
   * A conversation over a copy of the list.
   *
   * @throws IllegalArgumentException when the order of roles is not the one described above
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
   * turn is the instruction, and where the input is not the empty string (a blank one counts as
   * input, as in Alpaca) {@code joiner} and the input after it.
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

  /** Reads a JSON array of objects whose two fields {@code form} names; other fields are left. */
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

  /** The system text, where there is one. */
  public Optional<String> system() {
    Message first = messages.get(0);
    return first.role() == Role.SYSTEM ? Optional.of(first.content()) : Optional.empty();
  }

  /** All turns after the system text, an even number. */
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
