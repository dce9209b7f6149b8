package io.gristmill.lesson;

import io.gristmill.record.Example;
import java.io.Serializable;
import java.util.Optional;

/**
 * How questions and answers are written for a model. The styles of {@link LessonStyles} are fixed
 * texts, or the chat template that a model brings.
 */
@FunctionalInterface
public interface LessonStyle extends Serializable {

  /** The example as a text, or why the style has none for it. */
  LessonReading write(Example example);

  /**
   * What a model is given so that it answers, of which nothing is learned, or why it cannot be
   * asked. The example's own answer is not in it, and need not be there: a conversation is asked up
   * to its last answer, or as a whole where it ends with a question.
   */
  default LessonReading question(Example example) {
    LessonReading written = write(LastAnswer.in(example));
    return written instanceof Lesson lesson ? lesson.question() : written;
  }

  /** The text of {@link #question}. */
  default Optional<String> prompt(Example example) {
    return question(example) instanceof Lesson lesson
        ? Optional.of(lesson.text())
        : Optional.empty();
  }

  /** What ends an answer in a style that says it itself; else the empty text. */
  default String endMark() {
    return write(Example.of(0, "?", "", "?")) instanceof Lesson lesson && lesson.ended()
        ? lesson.answer().substring(lesson.answer().indexOf('?') + 1).strip()
        : "";
  }
}
