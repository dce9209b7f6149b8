package io.gristmill.rehearsal.task;

import java.time.DateTimeException;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * A family of tasks: draws the values of a task and computes its answer. Values that it does not
 * draw (names, places) come from the lexicon's lists.
 *
 * @param name name in kebab-case
 * @param classification whether the answer is one of a few labels
 * @param sampler draws the values of a new task, by slot
 * @param solver computes the correct answer; throws one of the exceptions caught by {@link #answer}
 *     for bad values
 */
record TaskFamily(
    String name,
    boolean classification,
    Function<SlotSampler, Map<String, ?>> sampler,
    Function<Slots, ?> solver) {

  static TaskFamily of(
      String name, Function<SlotSampler, Map<String, ?>> sampler, Function<Slots, ?> solver) {
    return new TaskFamily(name, false, sampler, solver);
  }

  /** Creates a classification family whose solver returns names of the lexicon's labels. */
  static TaskFamily labels(
      String name, Function<SlotSampler, Map<String, ?>> sampler, Function<Slots, String> solver) {
    return new TaskFamily(name, true, sampler, slots -> slots.lexicon().label(solver.apply(slots)));
  }

  /** Correct answer; empty if values are missing or invalid. */
  Optional<String> answer(Slots slots) {
    try {
      return Optional.of(solver.apply(slots).toString()).filter(text -> !text.isBlank());
    } catch (NumberFormatException
        | ArithmeticException
        | DateTimeException
        | NoSuchElementException notUnderstood) {
      return Optional.empty();
    }
  }
}
