package io.gristmill.encode;

import static io.gristmill.encode.RecordColumns.CHOSEN;
import static io.gristmill.encode.RecordColumns.CHOSEN_IDS;
import static io.gristmill.encode.RecordColumns.PROMPT;
import static io.gristmill.encode.RecordColumns.PROMPT_IDS;
import static io.gristmill.encode.RecordColumns.REJECTED;
import static io.gristmill.encode.RecordColumns.REJECTED_IDS;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.record.Example;
import io.gristmill.record.parse.RecordFormat;
import io.gristmill.record.parse.MetadataSelection;
import io.gristmill.record.parse.ParseFailure;
import io.gristmill.record.parse.ParseResult;
import io.gristmill.record.parse.ParseRules;
import io.gristmill.record.parse.ParsedExample;
import io.gristmill.record.parse.RecordParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What raw records mean to a model that learns preferences. Texts named {@code prompt}, {@code
 * chosen} and {@code rejected} stand as they are; turns and Alpaca's columns are written in the
 * style.
 */
public final class PreferenceReader {

  private final DatasetFormat format;
  private final TrainingTemplate template;
  private final RecordParser examples = interpreter(RecordFormat.AUTO);
  private final RecordParser turns = interpreter(RecordFormat.MESSAGES);

  public PreferenceReader(DatasetFormat shape, TrainingTemplate style) {
    this.format = shape;
    this.template = style;
  }

  private static RecordParser interpreter(RecordFormat shape) {
    return new RecordParser(
        new ParseRules(shape, Map.of(), new MetadataSelection(false, List.of())));
  }

  /**
   * The pair of a record; a seed task has as many readings as instances, all of them unusable.
   *
   * @param place of the record among all
   */
  public List<PreferenceRecord> read(JsonNode record, long place) {
    boolean auto = format == DatasetFormat.AUTO;
    if (format == DatasetFormat.TOKENS
        || (auto && RecordColumns.hasAll(record, PROMPT_IDS, CHOSEN_IDS, REJECTED_IDS))) {
      return List.of(TokenizedRecords.pair(record));
    }
    if (RecordColumns.areLists(record, CHOSEN, REJECTED)) {
      return List.of(ofTurns(record, place));
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
    return examples.parse(record, "").stream().map(outcome -> styled(outcome, place)).toList();
  }

  /** Two lists of turns. */
  private PreferenceRecord ofTurns(JsonNode record, long place) {
    TurnLists.PreferenceTurns both = TurnLists.splitPreference(record);
    return template instanceof ModelChatTemplate template
        ? template.pair(record, both.prompt(), both.chosen(), both.rejected())
        : PreferenceText.of(
            TurnLists.render(turns, template, place, both.prompt(), both.chosen()),
            TurnLists.render(turns, template, place, both.prompt(), both.rejected()));
  }

  private PreferenceRecord styled(ParseResult outcome, long place) {
    return outcome instanceof ParsedExample draft
        ? render(draft.withPosition(place))
        : TrainingTextReader.unusable((ParseFailure) outcome);
  }

  /** An example of our own table: its output is the chosen answer, the other is metadata. */
  public PreferenceRecord render(Example example) {
    String rejected = example.metadata().get(REJECTED);
    if (rejected == null) {
      return new UnusableRecord("no-rejected-answer", "the record has no rejected answer");
    }
    if (template instanceof ModelChatTemplate template) {
      return template.pair(example, rejected);
    }
    if (example.metadata().containsKey(Example.MESSAGES)) {
      return ofConversation(example, rejected);
    }
    return PreferenceText.of(
        template.render(example), template.render(answered(example, rejected)));
  }

  private static Example answered(Example example, String output) {
    return Example.of(example.position(), example.instruction(), example.input(), output);
  }

  /** The rejected answer is one to the last question of the conversation. */
  private PreferenceRecord ofConversation(Example example, String rejected) {
    TrainingRecord better = template.render(example);
    Map<String, String> metadata = new HashMap<>(example.metadata());
    String messages = metadata.getOrDefault(Example.MESSAGES, "");
    return LastTurn.replaceContent(messages, rejected)
        .map(
            other -> {
              metadata.put(Example.MESSAGES, other);
              return PreferenceText.of(better, template.render(example.withMetadata(metadata)));
            })
        .orElseGet(() -> PreferenceText.of(better, better));
  }
}
