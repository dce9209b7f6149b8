package io.gristmill.rehearsal.task;

import java.time.DateTimeException;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A kind of task: draws its values and works out the answer. Values not drawn here (names, places)
 * come from the lexicon's lists.
 *
 * @param name kebab-case
 * @param classification whether the answer is one of a few labels
 * @param sampler puts the values of a new task into the slots
 * @param solver the right answer
 */
record TaskFamily(String name, boolean classification, ValueSampler sampler, Solver solver) {

  /** Draws values. */
  @FunctionalInterface
  interface ValueSampler {
    void sample(SlotSampler draw, Slots slots);
  }

  /** Works out an answer; throws one of the exceptions of {@link #answer} for odd values. */
  @FunctionalInterface
  interface Solver {
    String solve(Slots slots, Lexicon lexicon);
  }

  static TaskFamily of(String name, ValueSampler draw, Solver solve) {
    return new TaskFamily(name, false, draw, solve);
  }

  /** A kind whose answer is one of a few labels. */
  static TaskFamily labels(String name, ValueSampler draw, Solver solve) {
    return new TaskFamily(name, true, draw, solve);
  }

  /** The right answer, where the values are there and make sense. */
  Optional<String> answer(Slots slots, Lexicon lexicon) {
    try {
      return Optional.of(solver.solve(slots, lexicon)).filter(text -> !text.isBlank());
    } catch (NumberFormatException
        | ArithmeticException
        | DateTimeException
        | NoSuchElementException notUnderstood) {
      return Optional.empty();
    }
  }
}
