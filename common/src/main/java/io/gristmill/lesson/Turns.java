package io.gristmill.lesson;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.format.Role;
import io.gristmill.record.shape.Draft;
import io.gristmill.record.shape.Outcome;
import io.gristmill.record.shape.RecordInterpreter;
import io.gristmill.record.shape.Refusal;

/** Lists of turns as conversations. */
final class Turns {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Turns() {}

  /** The turns of several lists as one conversation in a style. */
  static LessonReading write(
      RecordInterpreter interpreter, LessonStyle style, long place, JsonNode... lists) {
    ArrayNode turns = JSON.arrayNode();
    for (JsonNode list : lists) {
      list.forEach(turns::add);
    }
    ObjectNode record = JSON.objectNode().set("messages", turns);
    Outcome outcome = interpreter.read(record, "").get(0);
    return outcome instanceof Draft draft
        ? style.write(draft.at(place))
        : LessonReader.unusable((Refusal) outcome);
  }

  /**
   * Two answers and what stands before them, as turns.
   *
   * @param prompt shared by both; may be empty
   */
  record Answers(JsonNode prompt, JsonNode chosen, JsonNode rejected) {}

  /**
   * The answers of a record with lists of turns: alone behind those of the prompt, or with it in
   * front of both.
   */
  static Answers answers(JsonNode record) {
    JsonNode chosen = record.path(Columns.CHOSEN);
    JsonNode rejected = record.path(Columns.REJECTED);
    JsonNode prompt = record.path(Columns.PROMPT);
    if (prompt.isTextual()) {
      return new Answers(question(prompt.textValue()), chosen, rejected);
    }
    if (prompt.isArray()) {
      return new Answers(prompt, chosen, rejected);
    }
    int shared = shared(chosen, rejected);
    return new Answers(
        part(chosen, 0, shared),
        part(chosen, shared, chosen.size()),
        part(rejected, shared, rejected.size()));
  }

  /** A text as the turn of a user. */
  static JsonNode question(String text) {
    return JSON.arrayNode().add(JSON.objectNode().put("role", "user").put("content", text));
  }

  /** How many turns of a list answer. */
  static int countAnswers(JsonNode turns) {
    int answers = 0;
    for (JsonNode turn : turns) {
      String role =
          turn.hasNonNull("role") ? turn.path("role").asText() : turn.path("from").asText();
      answers +=
          Role.named(role).filter(one -> one != Role.SYSTEM && !one.asks()).isPresent() ? 1 : 0;
    }
    return answers;
  }

  /** How many turns two lists share in front. */
  static int shared(JsonNode left, JsonNode right) {
    int shared = 0;
    while (shared < Math.min(left.size(), right.size())
        && left.get(shared).equals(right.get(shared))) {
      shared++;
    }
    return shared;
  }

  static JsonNode part(JsonNode turns, int from, int to) {
    ArrayNode part = JSON.arrayNode();
    for (int i = from; i < to; i++) {
      part.add(turns.get(i));
    }
    return part;
  }
}
