package io.gristmill.record.shape;

import static io.gristmill.record.shape.Fields.CONVERSATION;
import static io.gristmill.record.shape.Fields.SCORE;
import static io.gristmill.record.shape.Fields.SOURCE;
import static io.gristmill.record.shape.Fields.SYSTEM;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gristmill.record.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A list of turns, {@code {"from", "value"}} or {@code {"role", "content"}}. Instruction and output
 * are the first turn of the user and the first answer after it; all turns go into {@link
 * Example#MESSAGES}, except where there is just one question and one answer, which is an ordinary
 * example.
 */
final class ConversationShape {

  private static final String USER = "user";
  private static final String ASSISTANT = "assistant";
  private static final Map<String, String> ROLES = roles();

  private record Turn(String role, String content) {}

  private ConversationShape() {}

  private static Map<String, String> roles() {
    Map<String, String> roles = new TreeMap<>();
    List.of("user", "human", "prompter").forEach(name -> roles.put(name, USER));
    List.of("assistant", "gpt", "chatgpt", "bot", "model", "bing", "bard", "function_call")
        .forEach(name -> roles.put(name, ASSISTANT));
    List.of("system", "developer").forEach(name -> roles.put(name, "system"));
    List.of("tool", "function", "observation").forEach(name -> roles.put(name, "tool"));
    return roles;
  }

  static Draft read(Fields fields, MetadataRule rule, String file) {
    List<Turn> turns = turns(fields);
    int question = first(turns, USER, 0);
    if (question < 0) {
      throw odd("it has no turn of the user");
    }
    int answer = first(turns, ASSISTANT, question + 1);
    if (answer < 0) {
      throw odd("nobody answers the first turn of the user");
    }
    String source = fields.scalarOr(SOURCE, file);
    Double score = fields.number(SCORE);
    SortedMap<String, String> metadata = fields.extras(rule);
    if (turns.size() > 2) {
      metadata.put(Example.MESSAGES, canonical(turns));
    }
    return Draft.published(
        turns.get(question).content(), "", turns.get(answer).content(), source, metadata, score);
  }

  private static List<Turn> turns(Fields fields) {
    JsonNode list = fields.find(CONVERSATION);
    if (list == null) {
      throw new Refused(Refusal.MISSING_FIELD, "field \"conversations\" is missing or null");
    }
    if (!list.isArray()) {
      throw new Refused(
          Refusal.WRONG_TYPE,
          "field \"conversations\" is %s, must be a list of turns".formatted(Scalars.kind(list)));
    }
    if (list.isEmpty()) {
      throw odd("it has no turns");
    }
    List<Turn> turns = new ArrayList<>(list.size() + 1);
    String system = fields.optional(SYSTEM);
    for (int i = 0; i < list.size(); i++) {
      turns.add(turn(list.get(i), i + 1));
    }
    if (!system.isEmpty() && !turns.get(0).role().equals(SYSTEM)) {
      turns.add(0, new Turn(SYSTEM, system));
    }
    return turns;
  }

  private static Turn turn(JsonNode turn, int number) {
    if (!turn.isObject()) {
      throw new Refused(
          Refusal.WRONG_TYPE,
          "turn %d is %s, must be an object".formatted(number, Scalars.kind(turn)));
    }
    String speaker = text(turn, number, "role", "from");
    String role = ROLES.get(speaker.strip().toLowerCase(Locale.ROOT));
    if (role == null) {
      throw odd("turn %d has the unknown speaker \"%s\"".formatted(number, speaker));
    }
    return new Turn(role, text(turn, number, "content", "value", "text"));
  }

  private static String text(JsonNode turn, int number, String... names) {
    for (String name : names) {
      if (turn.hasNonNull(name)) {
        return Fields.text("turn %d: %s".formatted(number, name), turn.get(name));
      }
    }
    throw new Refused(
        Refusal.MISSING_FIELD,
        "turn %d: field \"%s\" is missing or null; looked for %s"
            .formatted(number, names[0], String.join(", ", names)));
  }

  private static int first(List<Turn> turns, String role, int from) {
    for (int i = from; i < turns.size(); i++) {
      if (turns.get(i).role().equals(role)) {
        return i;
      }
    }
    return -1;
  }

  private static String canonical(List<Turn> turns) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    turns.forEach(turn -> list.addObject().put("role", turn.role()).put("content", turn.content()));
    return Scalars.json(list);
  }

  private static Refused odd(String reason) {
    return new Refused(Refusal.ODD_CONVERSATION, "conversation: " + reason);
  }
}
