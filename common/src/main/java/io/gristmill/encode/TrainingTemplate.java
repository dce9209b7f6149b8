package io.gristmill.encode;

import io.gristmill.record.Example;
import java.io.Serializable;
import java.util.Optional;

/**
 * How questions and answers are written for a model. The styles of {@link TemplateName} are fixed
 * texts, or the chat template that a model brings.
 */
@FunctionalInterface
public interface TrainingTemplate extends Serializable {

  /** The example as a text, or why the style has none for it. */
  TrainingRecord render(Example example);

  /**
   * What a model is given so that it answers, of which nothing is learned, or why it cannot be
   * asked. The example's own answer is not in it, and need not be there: a conversation is asked up
   * to its last answer, or as a whole where it ends with a question.
   */
  default TrainingRecord renderPrompt(Example example) {
    TrainingRecord written = render(LastTurn.withPlaceholder(example));
    return written instanceof TrainingText lesson ? lesson.promptOnly() : written;
  }

  /** The text of {@link #renderPrompt}. */
  default Optional<String> promptText(Example example) {
    return renderPrompt(example) instanceof TrainingText lesson
        ? Optional.of(lesson.text())
        : Optional.empty();
  }

  /** What ends an answer in a style that says it itself; else the empty text. */
  default String endMark() {
    return render(Example.of(0, "?", "", "?")) instanceof TrainingText lesson && lesson.hasEndMark()
        ? lesson.completion().substring(lesson.completion().indexOf('?') + 1).strip()
        : "";
  }
}
