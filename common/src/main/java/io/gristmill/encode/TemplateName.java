package io.gristmill.encode;

import io.gristmill.format.ChatStyle;
import io.gristmill.format.MultiTurn;
import io.gristmill.format.PromptStyle;
import java.util.Optional;

/** The templates by their names in settings. */
public enum TemplateName {
  /** Question, line break, answer; a non-empty input is a second line of the question. */
  PLAIN,
  /** {@link PromptStyle#STANFORD_ALPACA}. */
  ALPACA,
  /** {@link PromptStyle#LLMS_FROM_SCRATCH}. */
  LLMS_FROM_SCRATCH,
  /** {@link PromptStyle#LLMS_FROM_SCRATCH_PHI3}. */
  LLMS_FROM_SCRATCH_PHI3,
  /** {@link ChatStyle.Phi3}. */
  PHI3,
  /** {@link ChatStyle.ChatMl}. */
  CHATML,
  /** {@link ChatStyle.Vicuna}. */
  VICUNA,
  /** {@link ChatStyle.VicunaLines}. */
  VICUNA_LINES,
  /** The model's chat template, {@link EncodingConfig#withChatTemplates}. */
  CHAT_TEMPLATE;

  /** Creates the template; multi-turn ones use the system message, if any, the others the rest. */
  public TrainingTemplate create(String defaultSystem, MultiTurn multiTurn, boolean headerInLoss) {
    return switch (this) {
      case PLAIN -> new PlainTemplate(multiTurn);
      case ALPACA, LLMS_FROM_SCRATCH, LLMS_FROM_SCRATCH_PHI3 ->
          new SingleTurnTemplate(promptStyle().orElseThrow(), multiTurn, headerInLoss);
      case PHI3 -> new MultiTurnTemplate(MultiTurnTemplate.Marks.PHI3, defaultSystem);
      case CHATML -> new MultiTurnTemplate(MultiTurnTemplate.Marks.CHATML, defaultSystem);
      case VICUNA -> new MultiTurnTemplate(MultiTurnTemplate.Marks.VICUNA, defaultSystem);
      case VICUNA_LINES ->
          new MultiTurnTemplate(MultiTurnTemplate.Marks.VICUNA_LINES, defaultSystem);
      case CHAT_TEMPLATE -> throw new IllegalStateException("a chat template comes with a model");
    };
  }

  /** The prompt format, for templates with a response header. */
  public Optional<PromptStyle> promptStyle() {
    return switch (this) {
      case ALPACA -> Optional.of(PromptStyle.STANFORD_ALPACA);
      case LLMS_FROM_SCRATCH -> Optional.of(PromptStyle.LLMS_FROM_SCRATCH);
      case LLMS_FROM_SCRATCH_PHI3 -> Optional.of(PromptStyle.LLMS_FROM_SCRATCH_PHI3);
      default -> Optional.empty();
    };
  }
}
