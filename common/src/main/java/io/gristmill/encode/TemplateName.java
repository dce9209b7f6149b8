package io.gristmill.encode;

import io.gristmill.format.ChatStyle;
import io.gristmill.format.MultiTurn;
import io.gristmill.format.PromptStyle;
import java.util.Optional;

/** The styles by the names they have in settings. */
public enum TemplateName {
  /** The question, a line break, the answer; an input is a line of its own behind the question. */
  PLAIN,
  /** {@link PromptStyle#STANFORD_ALPACA}. */
  ALPACA,
  /** {@link PromptStyle#LLMS_FROM_SCRATCH}. */
  LLMS_FROM_SCRATCH,
  /** {@link PromptStyle#PHI3_LLMS_FROM_SCRATCH}. */
  LLMS_FROM_SCRATCH_PHI3,
  /** {@link ChatStyle.Phi3}. */
  PHI3,
  /** {@link ChatStyle.ChatMl}. */
  CHATML,
  /** {@link ChatStyle.Vicuna}. */
  VICUNA,
  /** {@link ChatStyle.VicunaLines}. */
  VICUNA_LINES,
  /** The model's own template, {@link EncodingConfig#with}. */
  CHAT_TEMPLATE;

  /**
   * @param system text of conversations that bring none, for styles with several turns; may be
   *     empty, and then there is none
   * @param conversations what styles of one exchange do with more
   * @param headerInLoss whether what stands between prompt and answer counts as answer, for styles
   *     of one exchange
   */
  public TrainingTemplate create(
      String system, MultiTurn conversations, boolean headerInLoss) {
    return switch (this) {
      case PLAIN -> new PlainTemplate(conversations);
      case ALPACA -> single(PromptStyle.STANFORD_ALPACA, conversations, headerInLoss);
      case LLMS_FROM_SCRATCH -> single(PromptStyle.LLMS_FROM_SCRATCH, conversations, headerInLoss);
      case LLMS_FROM_SCRATCH_PHI3 -> single(PromptStyle.PHI3_LLMS_FROM_SCRATCH, conversations, headerInLoss);
      case PHI3 -> new MultiTurnTemplate(MultiTurnTemplate.Marks.PHI3, system);
      case CHATML -> new MultiTurnTemplate(MultiTurnTemplate.Marks.CHATML, system);
      case VICUNA -> new MultiTurnTemplate(MultiTurnTemplate.Marks.VICUNA, system);
      case VICUNA_LINES -> new MultiTurnTemplate(MultiTurnTemplate.Marks.VICUNA_LINES, system);
      case CHAT_TEMPLATE ->
          throw new IllegalStateException("a chat template is a model's, not one of the settings");
    };
  }

  /** The prompt of a style that has headers between question and answer. */
  public Optional<PromptStyle> promptStyle() {
    return switch (this) {
      case ALPACA -> Optional.of(PromptStyle.STANFORD_ALPACA);
      case LLMS_FROM_SCRATCH -> Optional.of(PromptStyle.LLMS_FROM_SCRATCH);
      case LLMS_FROM_SCRATCH_PHI3 -> Optional.of(PromptStyle.PHI3_LLMS_FROM_SCRATCH);
      default -> Optional.empty();
    };
  }

  private static TrainingTemplate single(
      PromptStyle style, MultiTurn conversations, boolean headerInLoss) {
    return new SingleTurnTemplate(style, conversations, headerInLoss);
  }
}
