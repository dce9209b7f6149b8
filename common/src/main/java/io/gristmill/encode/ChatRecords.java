package io.gristmill.encode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.chat.Chat;
import io.gristmill.format.Role;
import io.gristmill.record.parse.ParseFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads records as conversations for a model's chat template. Turns keep all their fields (tool
 * calls, reasoning, names); only {@code from} and {@code value} become {@code role} and {@code
 * content}. Other columns: {@code system}, a text; {@code tools}, a list or its JSON; {@code
 * chat_template_kwargs}, template variables by name.
 */
final class ChatRecords {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Columns that may hold the turns. */
  private static final List<String> LISTS = List.of("conversations", "messages", "conversation");

  private static final String ROLE = "role";
  private static final String CONTENT = "content";
  private static final String SYSTEM = "system";
  private static final String TOOLS = "tools";

  private ChatRecords() {}

  /** The turns of a record, if it has a list of them. */
  static Optional<JsonNode> findTurns(JsonNode record) {
    return LISTS.stream().map(record::path).filter(JsonNode::isArray).findFirst();
  }

  /** A list of turns: a user turn and, if given, its answer. */
  static ArrayNode userTurn(String question, String... answers) {
    ArrayNode turns = JsonNodeFactory.instance.arrayNode();
    turns.addObject().put(ROLE, Role.USER.messagesName()).put(CONTENT, question);
    for (String answer : answers) {
      turns.addObject().put(ROLE, Role.ASSISTANT.messagesName()).put(CONTENT, answer);
    }
    return turns;
  }

  /** Parses JSON in a text column: empty if it is malformed, a missing node if it is blank. */
  static Optional<JsonNode> parseJson(String json) {
    try {
      return Optional.of(json.isBlank() ? MissingNode.getInstance() : JSON.readTree(json));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /**
   * Reads a conversation of at least one message.
   *
   * @param record holds the other columns
   * @param system system message of a conversation without one; may be empty
   * @param lists lists of turns, concatenated
   * @throws UnusableException if they are not a conversation
   */
  static Chat read(JsonNode record, String system, JsonNode... lists) {
    List<JsonNode> turns = new ArrayList<>();
    for (JsonNode list : lists) {
      list.forEach(turns::add);
    }
    check(turns);
    JsonNode tools = tools(record.path(TOOLS));
    List<Map<String, Object>> messages = new ArrayList<>();
    turns.forEach(turn -> messages.add(message((ObjectNode) turn)));
    String systemColumn = record.path(SYSTEM).asText("");
    addSystem(systemColumn.isEmpty() ? system : systemColumn, messages);
    Map<String, Object> variables = fields(record.path("chat_template_kwargs"));
    Chat chat = Chat.of(messages).withVariables(variables);
    return tools.isArray() ? chat.withTools(tools) : chat;
  }

  private static void check(List<JsonNode> turns) {
    if (turns.isEmpty()) {
      throw new UnusableException(
          ParseFailure.MALFORMED_CONVERSATION, "conversation: it has no turns");
    }
    for (int i = 0; i < turns.size(); i++) {
      JsonNode turn = turns.get(i);
      if (!turn.isObject()) {
        throw new UnusableException(
            ParseFailure.WRONG_TYPE, "turn %d must be an object".formatted(i + 1));
      }
      if (!turn.path(ROLE).isTextual() && !turn.path("from").isTextual()) {
        throw new UnusableException(
            ParseFailure.MISSING_FIELD,
            "turn %d: field \"role\" is missing or not a text; looked for role, from"
                .formatted(i + 1));
      }
    }
    if (isUnanswered(turns)) {
      throw new UnusableException("empty-answer", "the answer has no text");
    }
  }

  /** Whether the turns are a single question with a blank answer. */
  private static boolean isUnanswered(List<JsonNode> turns) {
    if (turns.size() != 2) {
      return false;
    }
    Map<String, Object> answer = message((ObjectNode) turns.get(1));
    return "assistant".equals(answer.get(ROLE))
        && answer.keySet().equals(java.util.Set.of(ROLE, CONTENT))
        && answer.get(CONTENT) instanceof JsonNode content
        && content.isTextual()
        && content.textValue().isBlank();
  }

  private static JsonNode tools(JsonNode column) {
    Optional<JsonNode> tools =
        column.isTextual() ? parseJson(column.textValue()) : Optional.of(column);
    return tools
        .filter(list -> list.isArray() || list.isNull() || list.isMissingNode())
        .orElseThrow(
            () ->
                new UnusableException(
                    ParseFailure.WRONG_TYPE, "field \"tools\" must be a list or the JSON of one"));
  }

  private static Map<String, Object> message(ObjectNode turn) {
    Map<String, Object> fields = fields(turn);
    if (!turn.path(ROLE).isTextual()) {
      String speaker = turn.path("from").asText();
      fields.remove("from");
      fields.put(ROLE, Role.fromName(speaker).map(Role::messagesName).orElse(speaker));
    } else {
      fields.put(ROLE, turn.path(ROLE).textValue());
    }
    if (!turn.has(CONTENT) && turn.has("value")) {
      fields.put(CONTENT, turn.path("value"));
      fields.remove("value");
    }
    return fields;
  }

  private static Map<String, Object> fields(JsonNode object) {
    Map<String, Object> fields = new LinkedHashMap<>();
    object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    return fields;
  }

  private static void addSystem(String text, List<Map<String, Object>> messages) {
    Object first = messages.get(0).get(ROLE);
    if (!text.isEmpty() && !SYSTEM.equals(first) && !"developer".equals(first)) {
      messages.add(0, Map.of(ROLE, SYSTEM, CONTENT, text));
    }
  }
}
