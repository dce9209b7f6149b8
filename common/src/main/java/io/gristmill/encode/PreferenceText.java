package io.gristmill.encode;

/** A prompt with a chosen and a rejected answer; the flags are those of {@link TrainingText}. */
record PreferenceText(
    String prompt, String chosen, String rejected, boolean hasEndMark, boolean templated)
    implements PreferenceRecord {

  /** A pair that no chat template rendered. */
  public PreferenceText(String prompt, String chosen, String rejected, boolean hasEndMark) {
    this(prompt, chosen, rejected, hasEndMark, false);
  }

  /** The pair of the last answers of two texts with the same prompt. */
  static PreferenceRecord of(TrainingRecord chosenRecord, TrainingRecord rejectedRecord) {
    if (!(chosenRecord instanceof TrainingText chosen)) {
      return asUnusable(chosenRecord);
    }
    if (!(rejectedRecord instanceof TrainingText rejected)) {
      return asUnusable(rejectedRecord);
    }
    return chosen.prompt().equals(rejected.prompt())
        ? of(chosen.prompt(), chosen.completion(), rejected.completion(), chosen.hasEndMark())
        : new UnusableRecord("prompts-differ", "the two answers have different prompts");
  }

  static PreferenceRecord of(String prompt, String chosen, String rejected, boolean ended) {
    if (chosen.isBlank() || rejected.isBlank()) {
      return new UnusableRecord("empty-answer", "an answer has no text");
    }
    return chosen.equals(rejected)
        ? new UnusableRecord("equal-answers", "the chosen and the rejected answer are equal")
        : new PreferenceText(prompt, chosen, rejected, ended);
  }

  private static PreferenceRecord asUnusable(TrainingRecord record) {
    return record instanceof UnusableRecord reason
        ? reason
        : new UnusableRecord("wrong-type", "token ids cannot become the text of a pair");
  }
}
