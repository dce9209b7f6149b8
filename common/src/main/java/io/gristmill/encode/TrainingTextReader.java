package io.gristmill.encode;

import static io.gristmill.encode.RecordColumns.CHOSEN;
import static io.gristmill.encode.RecordColumns.COMPLETION;
import static io.gristmill.encode.RecordColumns.IDS;
import static io.gristmill.encode.RecordColumns.PROMPT;
import static io.gristmill.encode.RecordColumns.REJECTED;
import static io.gristmill.encode.RecordColumns.TEXT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gristmill.record.Example;
import io.gristmill.record.parse.ParsedExample;
import io.gristmill.record.parse.MetadataSelection;
import io.gristmill.record.parse.ParseResult;
import io.gristmill.record.parse.RecordParser;
import io.gristmill.record.parse.ParseFailure;
import io.gristmill.record.parse.RecordFormat;
import io.gristmill.record.parse.ParseRules;
import java.util.List;
import java.util.Map;

/**
 * What raw records mean to a model that learns from them. Texts named {@code prompt} and {@code
 * completion} stand as they are, without any style, as Hugging Face's trainers take them.
 */
public final class TrainingTextReader {

  private static final JsonNode NO_TURNS = JsonNodeFactory.instance.arrayNode();

  private final DatasetFormat format;
  private final TrainingTemplate template;
  private final RecordParser examples;
  private final RecordParser turns = interpreter(RecordFormat.MESSAGES);

  public TrainingTextReader(DatasetFormat shape, TrainingTemplate style) {
    this.format = shape;
    this.template = style;
    this.examples =
        interpreter(
            switch (shape) {
              case MESSAGES -> RecordFormat.MESSAGES;
              case ALPACA -> RecordFormat.ALPACA;
              default -> RecordFormat.AUTO;
            });
  }

  private static RecordParser interpreter(RecordFormat shape) {
    return new RecordParser(
        new ParseRules(shape, Map.of(), new MetadataSelection(false, List.of())));
  }

  /**
   * What a record teaches: one reading, or one for each instance of a seed task or for each example
   * of a packed row.
   *
   * @param place of the record among all
   */
  public List<TrainingRecord> read(JsonNode record, long place) {
    return switch (formatOf(record)) {
      case TOKENS -> TokenizedRecords.examples(record);
      case PROMPT_COMPLETION -> List.of(promptCompletion(record, place));
      case PREFERENCE -> List.of(chosen(record, place));
      case TEXT -> List.of(text(record));
      default -> styled(record, place);
    };
  }

  private DatasetFormat formatOf(JsonNode record) {
    if (format != DatasetFormat.AUTO || !record.isObject()) {
      return format;
    }
    if (record.hasNonNull(IDS)) {
      return DatasetFormat.TOKENS;
    }
    if (RecordColumns.areTexts(record, PROMPT, COMPLETION)
        || RecordColumns.areLists(record, PROMPT, COMPLETION)) {
      return DatasetFormat.PROMPT_COMPLETION;
    }
    if (RecordColumns.areTexts(record, PROMPT, CHOSEN, REJECTED)
        || RecordColumns.areLists(record, CHOSEN, REJECTED)) {
      return DatasetFormat.PREFERENCE;
    }
    boolean alone =
        record.path(TEXT).isTextual()
            && record.properties().stream()
                .noneMatch(field -> RecordParser.isUsualName(field.getKey()));
    return alone ? DatasetFormat.TEXT : DatasetFormat.AUTO;
  }

  private TrainingRecord promptCompletion(JsonNode record, long place) {
    if (RecordColumns.areLists(record, PROMPT, COMPLETION)) {
      if (template instanceof ModelChatTemplate template) {
        return template.write(record, record.path(PROMPT), record.path(COMPLETION));
      }
      JsonNode answers = record.path(COMPLETION);
      TrainingRecord whole = TurnLists.render(turns, template, place, record.path(PROMPT), answers);
      return whole instanceof TrainingText lesson
          ? lesson.keepLossOnLast(TurnLists.countAnswers(answers))
          : whole;
    }
    return RecordColumns.areTexts(record, PROMPT, COMPLETION)
        ? verbatim(record.path(PROMPT).textValue(), record.path(COMPLETION).textValue())
        : RecordColumns.describeMissing(record, PROMPT, COMPLETION);
  }

  private TrainingRecord chosen(JsonNode record, long place) {
    if (template instanceof ModelChatTemplate template
        && RecordColumns.areLists(record, CHOSEN, REJECTED)) {
      TurnLists.PreferenceTurns sides = TurnLists.splitPreference(record);
      return template.write(record, sides.prompt(), sides.chosen());
    }
    PreferenceRecord pair = new PreferenceReader(format, template).read(record, place).get(0);
    if (pair instanceof PreferenceText both) {
      return new TrainingText(
          List.of(
              new TrainingText.Segment(both.prompt(), false),
              new TrainingText.Segment(both.chosen(), true)),
          both.hasEndMark(),
          both.templated());
    }
    return pair instanceof UnusableRecord reason
        ? reason
        : new UnusableRecord("wrong-type", "tokens of a pair are no single text");
  }

  private static TrainingRecord verbatim(String prompt, String answer) {
    return answer.isBlank()
        ? new UnusableRecord("empty-answer", "field \"completion\" has no text")
        : TrainingText.of(prompt, answer);
  }

  private static TrainingRecord text(JsonNode record) {
    JsonNode text = record.path(TEXT);
    if (!text.isTextual() || text.textValue().isBlank()) {
      return new UnusableRecord("empty-text", "field \"text\" is missing, no text or blank");
    }
    return new TrainingText(List.of(new TrainingText.Segment(text.textValue(), false)), false);
  }

  private List<TrainingRecord> styled(JsonNode record, long place) {
    if (template instanceof ModelChatTemplate template && isConversation(record)) {
      return List.of(template.write(record, NO_TURNS, ChatRecords.findTurns(record).orElseThrow()));
    }
    return examples.parse(record, "").stream().map(outcome -> styled(outcome, place)).toList();
  }

  /** Conversations whose turns stand in the record itself. */
  private boolean isConversation(JsonNode record) {
    return format != DatasetFormat.ALPACA
        && !RecordParser.isTableRow(record)
        && !record.path("instances").isArray()
        && ChatRecords.findTurns(record).isPresent();
  }

  private TrainingRecord styled(ParseResult outcome, long place) {
    return outcome instanceof ParsedExample draft ? render(draft.withPosition(place)) : unusable((ParseFailure) outcome);
  }

  /** An example of our own table. */
  public TrainingRecord render(Example example) {
    return template.render(example);
  }

  static UnusableRecord unusable(ParseFailure refusal) {
    return new UnusableRecord(refusal.rule(), refusal.reason());
  }
}
