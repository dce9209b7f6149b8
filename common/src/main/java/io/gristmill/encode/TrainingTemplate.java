package io.gristmill.encode;

import io.gristmill.record.Example;
import java.io.Serializable;

/** Renders prompts and answers for a model, by a built-in or the model's own chat template. */
@FunctionalInterface
public interface TrainingTemplate extends Serializable {

  /** Renders an example, or returns the reason why the template cannot. */
  TrainingRecord render(Example example);

  /**
   * Renders the prompt of an example for inference, with nothing in the loss, or returns the reason
   * why there is none. The example's own answer is left out and may be missing: the prompt of a
   * conversation ends before its last answer, or after its last question.
   */
  default TrainingRecord renderPrompt(Example example) {
    TrainingRecord rendered = render(LastTurn.withPlaceholder(example));
    return rendered instanceof TrainingText text ? text.promptOnly() : rendered;
  }

  /** The template's mark at the end of an answer; empty if the EOS token ends answers. */
  default String endMark() {
    return render(Example.of(0, "?", "", "?")) instanceof TrainingText text && text.hasEndMark()
        ? text.completion().substring(text.completion().indexOf('?') + 1).strip()
        : "";
  }
}
