package io.gristmill.lesson;

import io.gristmill.format.ChatStyle;
import io.gristmill.format.PromptStyle;
import io.gristmill.format.SingleExchange;
import java.util.Optional;

/** The styles by the names they have in settings. */
public enum LessonStyles {
  /** The question, a line break, the answer; an input is a line of its own behind the question. */
  PLAIN,
  /** {@link PromptStyle#STANFORD_ALPACA}. */
  ALPACA,
  /** {@link PromptStyle#LLMS_FROM_SCRATCH}. */
  LLMS_FROM_SCRATCH,
  /** {@link PromptStyle#PHI3_BOOK}. */
  PHI3_BOOK,
  /** {@link ChatStyle.Phi3}. */
  PHI3,
  /** {@link ChatStyle.ChatMl}. */
  CHATML,
  /** {@link ChatStyle.Vicuna}. */
  VICUNA,
  /** {@link ChatStyle.VicunaLines}. */
  VICUNA_LINES,
  /** The model's own template, {@link LessonConfig#with}. */
  CHAT_TEMPLATE;

  /**
   * @param system text of conversations that bring none, for styles with several turns; may be
   *     empty, and then there is none
   * @param conversations what styles of one exchange do with more
   * @param headerLearned whether what stands between prompt and answer counts as answer, for styles
   *     of one exchange
   */
  public LessonStyle style(String system, SingleExchange conversations, boolean headerLearned) {
    return switch (this) {
      case PLAIN -> new PlainStyle(conversations);
      case ALPACA -> single(PromptStyle.STANFORD_ALPACA, conversations, headerLearned);
      case LLMS_FROM_SCRATCH -> single(PromptStyle.LLMS_FROM_SCRATCH, conversations, headerLearned);
      case PHI3_BOOK -> single(PromptStyle.PHI3_BOOK, conversations, headerLearned);
      case PHI3 -> new TurnsStyle(TurnsStyle.Marks.PHI3, system);
      case CHATML -> new TurnsStyle(TurnsStyle.Marks.CHATML, system);
      case VICUNA -> new TurnsStyle(TurnsStyle.Marks.VICUNA, system);
      case VICUNA_LINES -> new TurnsStyle(TurnsStyle.Marks.VICUNA_LINES, system);
      case CHAT_TEMPLATE ->
          throw new IllegalStateException("a chat template is a model's, not one of the settings");
    };
  }

  /** The prompt of a style that has headers between question and answer. */
  public Optional<PromptStyle> prompt() {
    return switch (this) {
      case ALPACA -> Optional.of(PromptStyle.STANFORD_ALPACA);
      case LLMS_FROM_SCRATCH -> Optional.of(PromptStyle.LLMS_FROM_SCRATCH);
      case PHI3_BOOK -> Optional.of(PromptStyle.PHI3_BOOK);
      default -> Optional.empty();
    };
  }

  private static LessonStyle single(
      PromptStyle style, SingleExchange conversations, boolean headerLearned) {
    return new PromptedStyle(style, conversations, headerLearned);
  }
}
