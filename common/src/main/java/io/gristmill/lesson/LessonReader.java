package io.gristmill.lesson;

import static io.gristmill.lesson.Columns.CHOSEN;
import static io.gristmill.lesson.Columns.COMPLETION;
import static io.gristmill.lesson.Columns.IDS;
import static io.gristmill.lesson.Columns.PROMPT;
import static io.gristmill.lesson.Columns.REJECTED;
import static io.gristmill.lesson.Columns.TEXT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gristmill.record.Example;
import io.gristmill.record.shape.Draft;
import io.gristmill.record.shape.MetadataRule;
import io.gristmill.record.shape.Outcome;
import io.gristmill.record.shape.RecordInterpreter;
import io.gristmill.record.shape.Refusal;
import io.gristmill.record.shape.Shape;
import io.gristmill.record.shape.ShapeRules;
import java.util.List;
import java.util.Map;

/**
 * What raw records mean to a model that learns from them. Texts named {@code prompt} and {@code
 * completion} stand as they are, without any style, as Hugging Face's trainers take them.
 */
public final class LessonReader {

  private static final JsonNode NO_TURNS = JsonNodeFactory.instance.arrayNode();

  private final RowShape shape;
  private final LessonStyle style;
  private final RecordInterpreter examples;
  private final RecordInterpreter turns = interpreter(Shape.CONVERSATION);

  public LessonReader(RowShape shape, LessonStyle style) {
    this.shape = shape;
    this.style = style;
    this.examples =
        interpreter(
            switch (shape) {
              case MESSAGES -> Shape.CONVERSATION;
              case ALPACA -> Shape.PLAIN;
              default -> Shape.AUTO;
            });
  }

  private static RecordInterpreter interpreter(Shape shape) {
    return new RecordInterpreter(
        new ShapeRules(shape, Map.of(), new MetadataRule(false, List.of())));
  }

  /**
   * What a record teaches: one reading, or one for each instance of a seed task or for each example
   * of a packed row.
   *
   * @param place of the record among all
   */
  public List<LessonReading> read(JsonNode record, long place) {
    return switch (shapeOf(record)) {
      case TOKENS -> ReadyRows.examples(record);
      case PROMPT_COMPLETION -> List.of(promptCompletion(record, place));
      case PREFERENCE -> List.of(chosen(record, place));
      case TEXT -> List.of(text(record));
      default -> styled(record, place);
    };
  }

  private RowShape shapeOf(JsonNode record) {
    if (shape != RowShape.AUTO || !record.isObject()) {
      return shape;
    }
    if (record.hasNonNull(IDS)) {
      return RowShape.TOKENS;
    }
    if (Columns.areTexts(record, PROMPT, COMPLETION)
        || Columns.areLists(record, PROMPT, COMPLETION)) {
      return RowShape.PROMPT_COMPLETION;
    }
    if (Columns.areTexts(record, PROMPT, CHOSEN, REJECTED)
        || Columns.areLists(record, CHOSEN, REJECTED)) {
      return RowShape.PREFERENCE;
    }
    boolean alone =
        record.path(TEXT).isTextual()
            && record.properties().stream()
                .noneMatch(field -> RecordInterpreter.isUsualName(field.getKey()));
    return alone ? RowShape.TEXT : RowShape.AUTO;
  }

  private LessonReading promptCompletion(JsonNode record, long place) {
    if (Columns.areLists(record, PROMPT, COMPLETION)) {
      if (style instanceof TemplateStyle template) {
        return template.write(record, record.path(PROMPT), record.path(COMPLETION));
      }
      JsonNode answers = record.path(COMPLETION);
      LessonReading whole = Turns.write(turns, style, place, record.path(PROMPT), answers);
      return whole instanceof Lesson lesson ? lesson.learning(Turns.countAnswers(answers)) : whole;
    }
    return Columns.areTexts(record, PROMPT, COMPLETION)
        ? verbatim(record.path(PROMPT).textValue(), record.path(COMPLETION).textValue())
        : Columns.missing(record, PROMPT, COMPLETION);
  }

  private LessonReading chosen(JsonNode record, long place) {
    if (style instanceof TemplateStyle template && Columns.areLists(record, CHOSEN, REJECTED)) {
      Turns.Answers sides = Turns.answers(record);
      return template.write(record, sides.prompt(), sides.chosen());
    }
    PairReading pair = new PairReader(shape, style).read(record, place).get(0);
    if (pair instanceof PairLesson both) {
      return new Lesson(
          List.of(new Lesson.Piece(both.prompt(), false), new Lesson.Piece(both.chosen(), true)),
          both.ended(),
          both.whole());
    }
    return pair instanceof Unusable reason
        ? reason
        : new Unusable("wrong-type", "tokens of a pair are no single text");
  }

  private static LessonReading verbatim(String prompt, String answer) {
    return answer.isBlank()
        ? new Unusable("empty-answer", "field \"completion\" has no text")
        : Lesson.of(prompt, answer);
  }

  private static LessonReading text(JsonNode record) {
    JsonNode text = record.path(TEXT);
    if (!text.isTextual() || text.textValue().isBlank()) {
      return new Unusable("empty-text", "field \"text\" is missing, no text or blank");
    }
    return new Lesson(List.of(new Lesson.Piece(text.textValue(), false)), false);
  }

  private List<LessonReading> styled(JsonNode record, long place) {
    if (style instanceof TemplateStyle template && isConversation(record)) {
      return List.of(template.write(record, NO_TURNS, Chats.turns(record).orElseThrow()));
    }
    return examples.read(record, "").stream().map(outcome -> styled(outcome, place)).toList();
  }

  /** Conversations whose turns stand in the record itself. */
  private boolean isConversation(JsonNode record) {
    return shape != RowShape.ALPACA
        && !RecordInterpreter.isTableRow(record)
        && !record.path("instances").isArray()
        && Chats.turns(record).isPresent();
  }

  private LessonReading styled(Outcome outcome, long place) {
    return outcome instanceof Draft draft ? write(draft.at(place)) : unusable((Refusal) outcome);
  }

  /** An example of our own table. */
  public LessonReading write(Example example) {
    return style.write(example);
  }

  static Unusable unusable(Refusal refusal) {
    return new Unusable(refusal.rule(), refusal.reason());
  }
}
