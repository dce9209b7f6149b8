package io.gristmill.encode;

import io.gristmill.format.PromptStyle;
import io.gristmill.format.MultiTurn;
import io.gristmill.record.Example;

/**
 * One exchange in a prompt of instruction tuning.
 *
 * @param headerInLoss whether the header of the response counts as answer
 */
record SingleTurnTemplate(PromptStyle style, MultiTurn conversations, boolean headerInLoss)
    implements TrainingTemplate {

  @Override
  public TrainingRecord render(Example example) {
    return SingleTurn.findFault(example, conversations)
        .<TrainingRecord>map(fault -> fault)
        .orElseGet(() -> lesson(example));
  }

  private TrainingText lesson(Example example) {
    String prompt = style.prompt(example);
    return headerInLoss
        ? TrainingText.of(prompt, style.responseHeader() + example.output())
        : TrainingText.of(prompt + style.responseHeader(), example.output());
  }

  /** The header belongs to what a model is given, learned or not. */
  @Override
  public TrainingRecord renderPrompt(Example example) {
    return headerInLoss
        ? new SingleTurnTemplate(style, conversations, false).renderPrompt(example)
        : TrainingTemplate.super.renderPrompt(example);
  }
}
