package io.gristmill.encode;

import static io.gristmill.encode.RecordColumns.CHOSEN;
import static io.gristmill.encode.RecordColumns.CHOSEN_IDS;
import static io.gristmill.encode.RecordColumns.PROMPT;
import static io.gristmill.encode.RecordColumns.PROMPT_IDS;
import static io.gristmill.encode.RecordColumns.REJECTED;
import static io.gristmill.encode.RecordColumns.REJECTED_IDS;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.record.Example;
import io.gristmill.record.parse.ParseFailure;
import io.gristmill.record.parse.ParseResult;
import io.gristmill.record.parse.ParsedExample;
import io.gristmill.record.parse.RecordFormat;
import io.gristmill.record.parse.RecordParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads raw records as preference pairs. Texts named {@code prompt}, {@code chosen} and {@code
 * rejected} are used verbatim; turns and Alpaca's columns are rendered with the template.
 */
public final class PreferenceReader {

  private final DatasetFormat format;
  private final TrainingTemplate template;
  private final RecordParser examples = TurnLists.parser(RecordFormat.AUTO);
  private final RecordParser turns = TurnLists.parser(RecordFormat.MESSAGES);

  public PreferenceReader(DatasetFormat format, TrainingTemplate template) {
    this.format = format;
    this.template = template;
  }

  /** The pair of a record at a position; one unusable record for each instance of a seed task. */
  public List<PreferenceRecord> read(JsonNode record, long position) {
    boolean auto = format == DatasetFormat.AUTO;
    if (format == DatasetFormat.TOKENS
        || (auto && RecordColumns.hasAll(record, PROMPT_IDS, CHOSEN_IDS, REJECTED_IDS))) {
      return List.of(TokenizedRecords.readPair(record));
    }
    if (RecordColumns.areLists(record, CHOSEN, REJECTED)) {
      return List.of(readTurns(record, position));
    }
    if (RecordColumns.areTexts(record, PROMPT, CHOSEN, REJECTED)) {
      return List.of(
          PreferenceText.of(
              record.path(PROMPT).textValue(),
              record.path(CHOSEN).textValue(),
              record.path(REJECTED).textValue(),
              false));
    }
    if (format == DatasetFormat.PREFERENCE) {
      return List.of(RecordColumns.describeMissing(record, PROMPT, CHOSEN, REJECTED));
    }
    return examples.parse(record, "").stream()
        .map(outcome -> renderOutcome(outcome, position))
        .toList();
  }

  /** The pair of two lists of turns. */
  private PreferenceRecord readTurns(JsonNode record, long position) {
    TurnLists.PreferenceTurns both = TurnLists.splitPreference(record);
    return template instanceof ModelChatTemplate template
        ? template.renderPair(record, both.prompt(), both.chosen(), both.rejected())
        : PreferenceText.of(
            TurnLists.render(turns, template, position, both.prompt(), both.chosen()),
            TurnLists.render(turns, template, position, both.prompt(), both.rejected()));
  }

  private PreferenceRecord renderOutcome(ParseResult outcome, long position) {
    return outcome instanceof ParsedExample example
        ? render(example.withPosition(position))
        : TurnLists.toUnusable((ParseFailure) outcome);
  }

  /** Renders an example of Gristmill's table; metadata holds the rejected answer. */
  public PreferenceRecord render(Example example) {
    String rejected = example.metadata().get(REJECTED);
    if (rejected == null) {
      return new UnusableRecord("no-rejected-answer", "the record has no rejected answer");
    }
    if (template instanceof ModelChatTemplate template) {
      return template.renderPair(example, rejected);
    }
    if (example.metadata().containsKey(Example.MESSAGES)) {
      return renderConversation(example, rejected);
    }
    return PreferenceText.of(
        template.render(example), template.render(withOutput(example, rejected)));
  }

  private static Example withOutput(Example example, String output) {
    return Example.of(example.position(), example.instruction(), example.input(), output);
  }

  /** Renders the pair of a conversation; the rejected answer replaces the last turn. */
  private PreferenceRecord renderConversation(Example example, String rejected) {
    Map<String, String> metadata = new HashMap<>(example.metadata());
    metadata.computeIfPresent(
        Example.MESSAGES, (key, messages) -> LastTurn.replaceContent(messages, rejected));
    return PreferenceText.of(
        template.render(example), template.render(example.withMetadata(metadata)));
  }
}
