package io.gristmill.record.parse;

import static io.gristmill.record.parse.RecordFields.CONVERSATION;
import static io.gristmill.record.parse.RecordFields.SCORE;
import static io.gristmill.record.parse.RecordFields.SOURCE;
import static io.gristmill.record.parse.RecordFields.SYSTEM;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.record.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads records with a list of turns, {@code {"from", "value"}} or {@code {"role", "content"}}.
 * Instruction and output are the first user turn and the first answer after it. All turns are kept
 * in {@link Example#MESSAGES}, unless the record is a single question and answer and therefore an
 * ordinary example. Fields of a turn that chat templates read are kept, and so are the tools
 * ({@link Example#TOOLS}).
 */
final class MessagesReader {

  private static final String USER = "user";
  private static final String ASSISTANT = "assistant";

  /** Fields of a turn, besides role and content, that chat templates read. */
  private static final List<String> TEMPLATE_FIELDS =
      List.of("tool_calls", "tool_call_id", "name", "reasoning_content", "reasoning", "thinking");

  /** A turn with the fields to keep; a tool call without text has no content. */
  private record Turn(String role, String content, ObjectNode fields) {

    static Turn of(String role, String content) {
      return new Turn(role, content, json().put("role", role).put("content", content));
    }

    /** Whether there is nothing but role, content and the speaker's name, which may be dropped. */
    boolean isPlain() {
      return fields.size() == (fields.has("name") ? 3 : 2);
    }

    private static ObjectNode json() {
      return JsonNodeFactory.instance.objectNode();
    }
  }

  private MessagesReader() {}

  private static @Nullable String role(String speaker) {
    return switch (speaker) {
      case "user", "human", "prompter" -> USER;
      case "assistant", "gpt", "chatgpt", "bot", "model", "bing", "bard", "function_call" ->
          ASSISTANT;
      case "system", "developer" -> "system";
      case "tool", "function", "observation" -> "tool";
      default -> null;
    };
  }

  static ParsedExample read(RecordFields fields, MetadataSelection rule, String file) {
    List<Turn> turns = turns(fields);
    int userTurn = first(turns, USER, 0);
    if (userTurn < 0) {
      throw malformed("it has no user turn");
    }
    int answer = answer(turns, userTurn + 1);
    String source = fields.scalarOr(SOURCE, file);
    Double score = fields.number(SCORE);
    SortedMap<String, String> metadata = fields.extras(rule);
    Optional<String> tools = tools(fields);
    if (turns.size() > 2 || tools.isPresent() || !turns.stream().allMatch(Turn::isPlain)) {
      metadata.put(Example.MESSAGES, canonical(turns));
      tools.ifPresent(list -> metadata.put(Example.TOOLS, list));
    }
    return ParsedExample.withoutProvenance(
        turns.get(userTurn).content(), "", turns.get(answer).content(), source, metadata, score);
  }

  private static List<Turn> turns(RecordFields fields) {
    JsonNode list = fields.find(CONVERSATION);
    if (list == null) {
      throw new RecordParseException(
          ParseFailure.MISSING_FIELD, "field \"conversations\" is missing or null");
    }
    if (!list.isArray()) {
      throw new RecordParseException(
          ParseFailure.WRONG_TYPE,
          "field \"conversations\" is %s, must be a list of turns".formatted(Scalars.kind(list)));
    }
    if (list.isEmpty()) {
      throw malformed("it has no turns");
    }
    List<Turn> turns = new ArrayList<>(list.size() + 1);
    String system = fields.optional(SYSTEM);
    for (int i = 0; i < list.size(); i++) {
      turns.add(turn(list.get(i), i + 1));
    }
    if (!system.isEmpty() && !turns.get(0).role().equals(SYSTEM)) {
      turns.add(0, Turn.of(SYSTEM, system));
    }
    return turns;
  }

  private static Turn turn(JsonNode turn, int number) {
    if (!turn.isObject()) {
      throw new RecordParseException(
          ParseFailure.WRONG_TYPE,
          "turn %d is %s, must be an object".formatted(number, Scalars.kind(turn)));
    }
    String speaker = text(turn, number, "role", "from");
    String role = role(speaker.strip().toLowerCase(Locale.ROOT));
    if (role == null) {
      throw malformed("turn %d has the unknown speaker \"%s\"".formatted(number, speaker));
    }
    boolean calls = turn.path("tool_calls").size() > 0 && !turn.hasNonNull("content");
    Turn read =
        calls
            ? new Turn(role, "", Turn.json().put("role", role))
            : Turn.of(role, text(turn, number, "content", "value", "text"));
    for (String name : TEMPLATE_FIELDS) {
      if (turn.hasNonNull(name)) {
        read.fields().set(name, turn.get(name));
      }
    }
    return read;
  }

  /** The tools as JSON, from a list or from a text that contains one. */
  private static Optional<String> tools(RecordFields fields) {
    JsonNode column = fields.find(Example.TOOLS);
    if (column == null) {
      return Optional.empty();
    }
    JsonNode list = column.isTextual() ? Scalars.parseJson(column.textValue()) : column;
    return Optional.of(list)
        .filter(tools -> tools.isArray() && !tools.isEmpty())
        .map(JsonNode::toString);
  }

  private static String text(JsonNode turn, int number, String... names) {
    for (String name : names) {
      if (turn.hasNonNull(name)) {
        return RecordFields.text("turn %d: %s".formatted(number, name), turn.get(name));
      }
    }
    throw new RecordParseException(
        ParseFailure.MISSING_FIELD,
        "turn %d: field \"%s\" is missing or null; looked for %s"
            .formatted(number, names[0], String.join(", ", names)));
  }

  /** The first answer with text; if all answers are tool calls, the first of them. */
  private static int answer(List<Turn> turns, int from) {
    int first = first(turns, ASSISTANT, from);
    if (first < 0) {
      throw malformed("no turn answers the first user turn");
    }
    int answer = first;
    while (answer >= 0 && !turns.get(answer).fields().has("content")) {
      answer = first(turns, ASSISTANT, answer + 1);
    }
    return Math.max(first, answer);
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
    turns.forEach(turn -> list.add(turn.fields()));
    return list.toString();
  }

  private static RecordParseException malformed(String reason) {
    return new RecordParseException(ParseFailure.MALFORMED_CONVERSATION, "conversation: " + reason);
  }
}
