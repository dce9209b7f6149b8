package io.gristmill.encode;

/**
 * Two answers to one question.
 *
 * @param prompt what stands before either answer
 * @param hasEndMark whether the answers themselves say where they end; else the end token does
 * @param templated whether prompt and answer are tokenised as one, as {@link
 *     TrainingText#templated}
 */
public record PreferenceText(
    String prompt, String chosen, String rejected, boolean hasEndMark, boolean templated)
    implements PreferenceRecord {

  /** A prompt and answers that a style has put together. */
  public PreferenceText(String prompt, String chosen, String rejected, boolean hasEndMark) {
    this(prompt, chosen, rejected, hasEndMark, false);
  }

  /** The last answers of two texts that are equal up to there. */
  static PreferenceRecord of(TrainingRecord better, TrainingRecord worse) {
    if (!(better instanceof TrainingText chosen)) {
      return unusable(better);
    }
    if (!(worse instanceof TrainingText rejected)) {
      return unusable(worse);
    }
    return chosen.prompt().equals(rejected.prompt())
        ? of(chosen.prompt(), chosen.completion(), rejected.completion(), chosen.hasEndMark())
        : new UnusableRecord("prompts-differ", "the two answers are not to the same question");
  }

  static PreferenceRecord of(String prompt, String chosen, String rejected, boolean ended) {
    if (chosen.isBlank() || rejected.isBlank()) {
      return new UnusableRecord("empty-answer", "an answer has no text");
    }
    return chosen.equals(rejected)
        ? new UnusableRecord("equal-answers", "the chosen and the rejected answer are equal")
        : new PreferenceText(prompt, chosen, rejected, ended);
  }

  private static PreferenceRecord unusable(TrainingRecord reading) {
    return reading instanceof UnusableRecord reason
        ? reason
        : new UnusableRecord("wrong-type", "a pair cannot be made of tokens");
  }
}
