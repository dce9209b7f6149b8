package io.gristmill.lesson;

import static io.gristmill.lesson.Columns.CHOSEN;
import static io.gristmill.lesson.Columns.CHOSEN_IDS;
import static io.gristmill.lesson.Columns.PROMPT;
import static io.gristmill.lesson.Columns.PROMPT_IDS;
import static io.gristmill.lesson.Columns.REJECTED;
import static io.gristmill.lesson.Columns.REJECTED_IDS;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.record.Example;
import io.gristmill.record.shape.Draft;
import io.gristmill.record.shape.MetadataRule;
import io.gristmill.record.shape.Outcome;
import io.gristmill.record.shape.RecordInterpreter;
import io.gristmill.record.shape.Refusal;
import io.gristmill.record.shape.Shape;
import io.gristmill.record.shape.ShapeRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What raw records mean to a model that learns preferences. Texts named {@code prompt}, {@code
 * chosen} and {@code rejected} stand as they are; turns and Alpaca's columns are written in the
 * style.
 */
public final class PairReader {

  private final RowShape shape;
  private final LessonStyle style;
  private final RecordInterpreter examples = interpreter(Shape.AUTO);
  private final RecordInterpreter turns = interpreter(Shape.CONVERSATION);

  public PairReader(RowShape shape, LessonStyle style) {
    this.shape = shape;
    this.style = style;
  }

  private static RecordInterpreter interpreter(Shape shape) {
    return new RecordInterpreter(
        new ShapeRules(shape, Map.of(), new MetadataRule(false, List.of())));
  }

  /**
   * The pair of a record; a seed task has as many readings as instances, all of them unusable.
   *
   * @param place of the record among all
   */
  public List<PairReading> read(JsonNode record, long place) {
    boolean auto = shape == RowShape.AUTO;
    if (shape == RowShape.TOKENS
        || (auto && Columns.hasAll(record, PROMPT_IDS, CHOSEN_IDS, REJECTED_IDS))) {
      return List.of(ReadyRows.pair(record));
    }
    if (Columns.areLists(record, CHOSEN, REJECTED)) {
      return List.of(ofTurns(record, place));
    }
    if (Columns.areTexts(record, PROMPT, CHOSEN, REJECTED)) {
      return List.of(
          PairLesson.of(
              record.path(PROMPT).textValue(),
              record.path(CHOSEN).textValue(),
              record.path(REJECTED).textValue(),
              false));
    }
    if (shape == RowShape.PREFERENCE) {
      return List.of(Columns.missing(record, PROMPT, CHOSEN, REJECTED));
    }
    return examples.read(record, "").stream().map(outcome -> styled(outcome, place)).toList();
  }

  /** Two lists of turns. */
  private PairReading ofTurns(JsonNode record, long place) {
    Turns.Answers both = Turns.answers(record);
    return style instanceof TemplateStyle template
        ? template.pair(record, both.prompt(), both.chosen(), both.rejected())
        : PairLesson.of(
            Turns.write(turns, style, place, both.prompt(), both.chosen()),
            Turns.write(turns, style, place, both.prompt(), both.rejected()));
  }

  private PairReading styled(Outcome outcome, long place) {
    return outcome instanceof Draft draft
        ? write(draft.at(place))
        : LessonReader.unusable((Refusal) outcome);
  }

  /** An example of our own table: its output is the chosen answer, the other is metadata. */
  public PairReading write(Example example) {
    String rejected = example.metadata().get(REJECTED);
    if (rejected == null) {
      return new Unusable("no-rejected-answer", "the record has no rejected answer");
    }
    if (style instanceof TemplateStyle template) {
      return template.pair(example, rejected);
    }
    if (example.metadata().containsKey(Example.MESSAGES)) {
      return ofConversation(example, rejected);
    }
    return PairLesson.of(style.write(example), style.write(answered(example, rejected)));
  }

  private static Example answered(Example example, String output) {
    return Example.of(example.position(), example.instruction(), example.input(), output);
  }

  /** The rejected answer is one to the last question of the conversation. */
  private PairReading ofConversation(Example example, String rejected) {
    LessonReading better = style.write(example);
    Map<String, String> metadata = new HashMap<>(example.metadata());
    String messages = metadata.getOrDefault(Example.MESSAGES, "");
    return LastAnswer.replaced(messages, rejected)
        .map(
            other -> {
              metadata.put(Example.MESSAGES, other);
              return PairLesson.of(better, style.write(example.withMetadata(metadata)));
            })
        .orElseGet(() -> PairLesson.of(better, better));
  }
}
