package io.gristmill.lesson;

/**
 * Two answers to one question.
 *
 * @param prompt what stands before either answer
 * @param ended whether the answers themselves say where they end; else the end token does
 * @param whole whether prompt and answer are tokenised as one, as {@link Lesson#whole}
 */
public record PairLesson(
    String prompt, String chosen, String rejected, boolean ended, boolean whole)
    implements PairReading {

  /** A prompt and answers that a style has put together. */
  public PairLesson(String prompt, String chosen, String rejected, boolean ended) {
    this(prompt, chosen, rejected, ended, false);
  }

  /** The last answers of two texts that are equal up to there. */
  static PairReading of(LessonReading better, LessonReading worse) {
    if (!(better instanceof Lesson chosen)) {
      return unusable(better);
    }
    if (!(worse instanceof Lesson rejected)) {
      return unusable(worse);
    }
    return chosen.prompt().equals(rejected.prompt())
        ? of(chosen.prompt(), chosen.answer(), rejected.answer(), chosen.ended())
        : new Unusable("prompts-differ", "the two answers are not to the same question");
  }

  static PairReading of(String prompt, String chosen, String rejected, boolean ended) {
    if (chosen.isBlank() || rejected.isBlank()) {
      return new Unusable("empty-answer", "an answer has no text");
    }
    return chosen.equals(rejected)
        ? new Unusable("equal-answers", "the chosen and the rejected answer are equal")
        : new PairLesson(prompt, chosen, rejected, ended);
  }

  private static PairReading unusable(LessonReading reading) {
    return reading instanceof Unusable reason
        ? reason
        : new Unusable("wrong-type", "a pair cannot be made of tokens");
  }
}
