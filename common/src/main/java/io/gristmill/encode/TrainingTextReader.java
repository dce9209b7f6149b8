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
import io.gristmill.record.parse.RecordFormat;
import io.gristmill.record.parse.RecordParser;
import java.util.List;

/**
 * Reads raw records as training texts. Texts named {@code prompt} and {@code completion} are used
 * verbatim, without a template, as Hugging Face's trainers do.
 */
public final class TrainingTextReader {

  private static final JsonNode NO_TURNS = JsonNodeFactory.instance.arrayNode();

  private final DatasetFormat format;
  private final TrainingTemplate template;
  private final RecordParser examples;
  private final RecordParser turns = TurnLists.parser(RecordFormat.MESSAGES);

  public TrainingTextReader(DatasetFormat format, TrainingTemplate template) {
    this.format = format;
    this.template = template;
    this.examples =
        TurnLists.parser(
            switch (format) {
              case MESSAGES -> RecordFormat.MESSAGES;
              case ALPACA -> RecordFormat.ALPACA;
              default -> RecordFormat.AUTO;
            });
  }

  /**
   * The training texts of a record: one, or one for each instance of a seed task or each example of
   * a packed row.
   */
  public List<TrainingRecord> read(JsonNode record, long position) {
    return switch (formatOf(record)) {
      case TOKENS -> TokenizedRecords.readExamples(record);
      case PROMPT_COMPLETION -> List.of(readPromptCompletion(record, position));
      case PREFERENCE -> List.of(readChosen(record, position));
      case TEXT -> List.of(readText(record));
      default -> renderExamples(record, position);
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

  private TrainingRecord readPromptCompletion(JsonNode record, long position) {
    if (RecordColumns.areLists(record, PROMPT, COMPLETION)) {
      if (template instanceof ModelChatTemplate template) {
        return template.write(record, record.path(PROMPT), record.path(COMPLETION));
      }
      JsonNode answers = record.path(COMPLETION);
      TrainingRecord whole =
          TurnLists.render(turns, template, position, record.path(PROMPT), answers);
      return whole instanceof TrainingText trainingText
          ? trainingText.keepLossOnLast(TurnLists.countAnswers(answers))
          : whole;
    }
    return RecordColumns.areTexts(record, PROMPT, COMPLETION)
        ? verbatim(record.path(PROMPT).textValue(), record.path(COMPLETION).textValue())
        : RecordColumns.describeMissing(record, PROMPT, COMPLETION);
  }

  private TrainingRecord readChosen(JsonNode record, long position) {
    if (template instanceof ModelChatTemplate template
        && RecordColumns.areLists(record, CHOSEN, REJECTED)) {
      TurnLists.PreferenceTurns sides = TurnLists.splitPreference(record);
      return template.write(record, sides.prompt(), sides.chosen());
    }
    PreferenceRecord pair = new PreferenceReader(format, template).read(record, position).get(0);
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
        : new UnusableRecord("wrong-type", "the tokens of a pair are not a single training text");
  }

  private static TrainingRecord verbatim(String prompt, String answer) {
    return answer.isBlank()
        ? new UnusableRecord("empty-answer", "field \"completion\" has no text")
        : TrainingText.of(prompt, answer);
  }

  private static TrainingRecord readText(JsonNode record) {
    JsonNode text = record.path(TEXT);
    if (!text.isTextual() || text.textValue().isBlank()) {
      return new UnusableRecord("empty-text", "field \"text\" is missing, blank or not a text");
    }
    return new TrainingText(List.of(new TrainingText.Segment(text.textValue(), false)), false);
  }

  private List<TrainingRecord> renderExamples(JsonNode record, long position) {
    if (template instanceof ModelChatTemplate template && isConversation(record)) {
      return List.of(template.write(record, NO_TURNS, ChatRecords.findTurns(record).orElseThrow()));
    }
    return examples.parse(record, "").stream()
        .map(result -> TurnLists.render(result, template, position))
        .toList();
  }

  /** Whether the record itself holds the turns of a conversation. */
  private boolean isConversation(JsonNode record) {
    return format != DatasetFormat.ALPACA
        && !RecordParser.isTableRow(record)
        && !record.path("instances").isArray()
        && ChatRecords.findTurns(record).isPresent();
  }

  /** Renders an example of Gristmill's own table. */
  public TrainingRecord render(Example example) {
    return template.render(example);
  }
}
