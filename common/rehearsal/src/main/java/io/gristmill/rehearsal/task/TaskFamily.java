package io.gristmill.rehearsal.task;

import java.time.DateTimeException;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A family of tasks: draws the values of a task and computes its answer. Values that it does not
 * draw (names, places) come from the lexicon's lists.
 *
 * @param name name in kebab-case
 * @param classification whether the answer is one of a few labels
 * @param sampler draws the values of a new task into the slots
 * @param solver computes the correct answer
 */
record TaskFamily(String name, boolean classification, ValueSampler sampler, Solver solver) {

  /** Draws the values of a task. */
  @FunctionalInterface
  interface ValueSampler {
    void sample(SlotSampler draw, Slots slots);
  }

  /** Computes an answer; throws one of the exceptions caught by {@link #answer} for bad values. */
  @FunctionalInterface
  interface Solver {
    String solve(Slots slots, Lexicon lexicon);
  }

  static TaskFamily of(String name, ValueSampler draw, Solver solve) {
    return new TaskFamily(name, false, draw, solve);
  }

  /** Creates a classification family. */
  static TaskFamily labels(String name, ValueSampler draw, Solver solve) {
    return new TaskFamily(name, true, draw, solve);
  }

  /** Correct answer; empty if values are missing or invalid. */
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
