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
public record Conversation(List<Message> messages) implements ConversationReading, Serializable {

  /** Between instruction and input where an example becomes a user turn: an empty line. */
  public static final String JOINER = "\n\n";

  /** The form of {@link Example#MESSAGES}. */
  public static final Column.Turns MESSAGES_FORM =
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
    fault(messages)
        .ifPresent(
            fault -> {
              throw new IllegalArgumentException("not a well-formed conversation: " + fault);
            });
  }

  /**
   * The conversation in the metadata of an example, else one user turn and its answer. The user
   * turn is the instruction, and where the input is not the empty string (a blank one counts as
   * input, as in Alpaca) {@code joiner} and the input after it.
   */
  public static ConversationReading of(Example example, String joiner) {
    String json = example.metadata().get(Example.MESSAGES);
    if (json != null) {
      return parse(json, MESSAGES_FORM);
    }
    String input = example.input();
    String asked = example.instruction() + (input.isEmpty() ? "" : joiner + input);
    return new Conversation(
        List.of(new Message(Role.USER, asked), new Message(Role.ASSISTANT, example.output())));
  }

  /** Reads a JSON array of objects whose two fields {@code form} names; other fields are left. */
  public static ConversationReading parse(String json, Column.Turns form) {
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
      Optional<Formatted.Skip> fault = fault(turn, form, messages.size());
      if (fault.isPresent()) {
        return fault.get();
      }
      Role role = Role.named(turn.path(form.speakerField()).textValue()).orElseThrow();
      messages.add(new Message(role, turn.path(form.textField()).textValue()));
    }
    Optional<Formatted.Skip> fault = fault(messages);
    return fault.isPresent() ? fault.get() : new Conversation(messages);
  }

  @Override
  public Formatted then(Function<Conversation, Formatted> next) {
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

  private static Optional<Formatted.Skip> fault(JsonNode turn, Column.Turns form, int place) {
    JsonNode speaker = turn.path(form.speakerField());
    if (!speaker.isTextual() || !turn.path(form.textField()).isTextual()) {
      return skip("turn-without-text", "turn " + place);
    }
    return Role.named(speaker.textValue()).isPresent()
        ? Optional.empty()
        : skip("unknown-role", "turn " + place + " is by " + speaker.textValue());
  }

  private static Optional<Formatted.Skip> fault(List<Message> messages) {
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
      if (role.asks() != ((i - first) % 2 == 0)) {
        Role before = messages.get(i - 1).role();
        return skip(
            "does-not-alternate",
            "turn " + i + " is " + role.messagesName() + " after " + before.messagesName());
      }
    }
    Role last = messages.get(messages.size() - 1).role();
    return last.asks()
        ? skip("ends-without-answer", "last turn is " + last.messagesName())
        : Optional.empty();
  }

  private static Optional<Formatted.Skip> skip(String reason, String detail) {
    return Optional.of(new Formatted.Skip(reason, detail));
  }
}
