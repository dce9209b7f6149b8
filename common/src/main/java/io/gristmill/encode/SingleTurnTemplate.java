package io.gristmill.encode;

import io.gristmill.format.Conversation;
import io.gristmill.format.MultiTurn;
import io.gristmill.format.PromptStyle;
import io.gristmill.record.Example;
import java.util.Optional;

/** One instruction and its response in an instruction-tuning prompt. */
record SingleTurnTemplate(PromptStyle style, MultiTurn multiTurn, boolean headerInLoss)
    implements TrainingTemplate {

  @Override
  public TrainingRecord render(Example example) {
    return findFault(example, multiTurn)
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

  /** The reason why an example is not a single question and answer; empty if it is. */
  static Optional<UnusableRecord> findFault(Example example, MultiTurn multiTurn) {
    if (multiTurn == MultiTurn.SKIP
        && example.metadata().containsKey(Example.MESSAGES)
        && countTurns(example) != 2) {
      return Optional.of(
          new UnusableRecord(
              "more-than-one-exchange",
              "a conversation of several turns or with a system message; set"
                  + " training-data.prompt-template to a multi-turn template, such as chatml"));
    }
    return example.output().isBlank()
        ? Optional.of(new UnusableRecord("empty-answer", "the answer has no text"))
        : Optional.empty();
  }

  private static int countTurns(Example example) {
    return Conversation.of(example, Conversation.INPUT_SEPARATOR)
            instanceof Conversation conversation
        ? conversation.messages().size()
        : 0;
  }
}
