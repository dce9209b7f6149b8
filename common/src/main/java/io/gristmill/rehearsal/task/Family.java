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
 * @param draw puts the values of a new task into the slots
 * @param solve the right answer
 */
record Family(String name, boolean classification, Drawing draw, Solving solve) {

  /** Draws values. */
  @FunctionalInterface
  interface Drawing {
    void draw(Draw draw, Slots slots);
  }

  /** Works out an answer; throws one of the exceptions of {@link #answer} for odd values. */
  @FunctionalInterface
  interface Solving {
    String solve(Slots slots, Lexicon lexicon);
  }

  static Family of(String name, Drawing draw, Solving solve) {
    return new Family(name, false, draw, solve);
  }

  /** A kind whose answer is one of a few labels. */
  static Family labels(String name, Drawing draw, Solving solve) {
    return new Family(name, true, draw, solve);
  }

  /** The right answer, where the values are there and make sense. */
  Optional<String> answer(Slots slots, Lexicon lexicon) {
    try {
      return Optional.of(solve.solve(slots, lexicon)).filter(text -> !text.isBlank());
    } catch (NumberFormatException
        | ArithmeticException
        | DateTimeException
        | NoSuchElementException notUnderstood) {
      return Optional.empty();
    }
  }
}
