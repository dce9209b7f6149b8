package io.gristmill.encode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.format.Role;
import io.gristmill.record.parse.MetadataSelection;
import io.gristmill.record.parse.ParseFailure;
import io.gristmill.record.parse.ParseResult;
import io.gristmill.record.parse.ParseRules;
import io.gristmill.record.parse.ParsedExample;
import io.gristmill.record.parse.RecordFormat;
import io.gristmill.record.parse.RecordParser;
import java.util.List;
import java.util.Map;

/** Operations on JSON lists of turns. */
final class TurnLists {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TurnLists() {}

  /** A parser of records in a format, without metadata. */
  static RecordParser parser(RecordFormat format) {
    return new RecordParser(
        new ParseRules(format, Map.of(), new MetadataSelection(false, List.of())));
  }

  /** Renders the turns of several lists as one conversation. */
  static TrainingRecord render(
      RecordParser parser, TrainingTemplate template, long position, JsonNode... lists) {
    ArrayNode turns = JSON.arrayNode();
    for (JsonNode list : lists) {
      list.forEach(turns::add);
    }
    ObjectNode record = JSON.objectNode().set("messages", turns);
    return render(parser.parse(record, "").get(0), template, position);
  }

  /** Renders a parsed record. */
  static TrainingRecord render(ParseResult result, TrainingTemplate template, long position) {
    return result instanceof ParsedExample example
        ? template.render(example.withPosition(position))
        : toUnusable((ParseFailure) result);
  }

  static UnusableRecord toUnusable(ParseFailure failure) {
    return new UnusableRecord(failure.rule(), failure.reason());
  }

  /** The turns of a prompt, which may be empty, and of two answers. */
  record PreferenceTurns(JsonNode prompt, JsonNode chosen, JsonNode rejected) {}

  /** Splits a preference record, whose answers may both begin with the turns of the prompt. */
  static PreferenceTurns splitPreference(JsonNode record) {
    JsonNode chosen = record.path(RecordColumns.CHOSEN);
    JsonNode rejected = record.path(RecordColumns.REJECTED);
    JsonNode prompt = record.path(RecordColumns.PROMPT);
    if (prompt.isTextual()) {
      return new PreferenceTurns(ChatRecords.userTurn(prompt.textValue()), chosen, rejected);
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

  /** The number of assistant turns in a list. */
  static int countAnswers(JsonNode turns) {
    int answers = 0;
    for (JsonNode turn : turns) {
      String role = turn.path(turn.hasNonNull("role") ? "role" : "from").asText();
      boolean answer =
          Role.fromName(role).filter(one -> one != Role.SYSTEM && !one.isAnswered()).isPresent();
      answers += answer ? 1 : 0;
    }
    return answers;
  }

  /** The number of leading turns that two lists share. */
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
