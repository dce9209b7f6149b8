package io.gristmill.lesson;

import io.gristmill.record.Example;
import java.io.Serializable;
import java.util.Optional;

/**
 * How questions and answers are written for a model. The styles of {@link LessonStyles} are fixed
 * texts; a model's own chat template is another implementation of this.
 */
@FunctionalInterface
public interface LessonStyle extends Serializable {

  /** The example as a text, or why the style has none for it. */
  LessonReading write(Example example);

  /** What a model is given so that it answers; the example's own answer is not in it. */
  default Optional<String> prompt(Example example) {
    return write(answered(example)) instanceof Lesson lesson
        ? Optional.of(lesson.prompt())
        : Optional.empty();
  }

  /** An example without an answer, as it is asked at inference, with any. */
  private static Example answered(Example example) {
    return example.output().isBlank() && !example.metadata().containsKey(Example.MESSAGES)
        ? Example.of(example.position(), example.instruction(), example.input(), "?")
        : example;
  }
}
