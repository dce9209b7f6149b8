package io.gristmill.encode;

import io.gristmill.format.MultiTurn;
import io.gristmill.format.PromptStyle;
import io.gristmill.record.Example;

/** One instruction and its response in an instruction-tuning prompt. */
record SingleTurnTemplate(PromptStyle style, MultiTurn multiTurn, boolean headerInLoss)
    implements TrainingTemplate {

  @Override
  public TrainingRecord render(Example example) {
    return SingleTurn.findFault(example, multiTurn)
        .<TrainingRecord>map(fault -> fault)
        .orElseGet(() -> renderText(example));
  }

  private TrainingText renderText(Example example) {
    String prompt = style.prompt(example);
    return headerInLoss
        ? TrainingText.of(prompt, style.responseHeader() + example.output())
        : TrainingText.of(prompt + style.responseHeader(), example.output());
  }

  /** The response header is part of the prompt at inference, even if it counts in the loss. */
  @Override
  public TrainingRecord renderPrompt(Example example) {
    return headerInLoss
        ? new SingleTurnTemplate(style, multiTurn, false).renderPrompt(example)
        : TrainingTemplate.super.renderPrompt(example);
  }
}
