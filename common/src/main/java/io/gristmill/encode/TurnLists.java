package io.gristmill.encode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.format.Role;
import io.gristmill.record.parse.ParseFailure;
import io.gristmill.record.parse.ParseResult;
import io.gristmill.record.parse.ParsedExample;
import io.gristmill.record.parse.RecordParser;

/** Lists of turns as conversations. */
final class TurnLists {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TurnLists() {}

  /** The turns of several lists as one conversation in a style. */
  static TrainingRecord render(
      RecordParser interpreter, TrainingTemplate style, long place, JsonNode... lists) {
    ArrayNode turns = JSON.arrayNode();
    for (JsonNode list : lists) {
      list.forEach(turns::add);
    }
    ObjectNode record = JSON.objectNode().set("messages", turns);
    ParseResult outcome = interpreter.parse(record, "").get(0);
    return outcome instanceof ParsedExample draft
        ? style.render(draft.withPosition(place))
        : TrainingTextReader.unusable((ParseFailure) outcome);
  }

  /**
   * Two answers and what stands before them, as turns.
   *
   * @param prompt shared by both; may be empty
   */
  record PreferenceTurns(JsonNode prompt, JsonNode chosen, JsonNode rejected) {}

  /**
   * The answers of a record with lists of turns: alone behind those of the prompt, or with it in
   * front of both.
   */
  static PreferenceTurns splitPreference(JsonNode record) {
    JsonNode chosen = record.path(RecordColumns.CHOSEN);
    JsonNode rejected = record.path(RecordColumns.REJECTED);
    JsonNode prompt = record.path(RecordColumns.PROMPT);
    if (prompt.isTextual()) {
      return new PreferenceTurns(userTurn(prompt.textValue()), chosen, rejected);
    }
    if (prompt.isArray()) {
      return new PreferenceTurns(prompt, chosen, rejected);
    }
    int shared = countShared(chosen, rejected);
    return new PreferenceTurns(
        slice(chosen, 0, shared),
        slice(chosen, shared, chosen.size()),
        slice(rejected, shared, rejected.size()));
  }

  /** A text as the turn of a user. */
  static JsonNode userTurn(String text) {
    return JSON.arrayNode().add(JSON.objectNode().put("role", "user").put("content", text));
  }

  /** How many turns of a list answer. */
  static int countAnswers(JsonNode turns) {
    int answers = 0;
    for (JsonNode turn : turns) {
      String role =
          turn.hasNonNull("role") ? turn.path("role").asText() : turn.path("from").asText();
      answers +=
          Role.fromName(role).filter(one -> one != Role.SYSTEM && !one.isAnswered()).isPresent()
              ? 1
              : 0;
    }
    return answers;
  }

  /** How many turns two lists share in front. */
  static int countShared(JsonNode left, JsonNode right) {
    int shared = 0;
    while (shared < Math.min(left.size(), right.size())
        && left.get(shared).equals(right.get(shared))) {
      shared++;
    }
    return shared;
  }

  static JsonNode slice(JsonNode turns, int from, int to) {
    ArrayNode part = JSON.arrayNode();
    for (int i = from; i < to; i++) {
      part.add(turns.get(i));
    }
    return part;
  }
}
