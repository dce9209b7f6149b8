package io.gristmill.jobs.generate;

import java.util.List;
import java.util.OptionalInt;

/**
 * How many prompts the next round has. Follows from counts alone, so that a run repeats.
 *
 * @param numRows accepted tasks wanted
 * @param initialPrompts most prompts of the first round: its prompts show seed tasks only
 * @param maxPrompts most prompts of a round
 * @param maxRounds most rounds, or none
 * @param minAcceptanceRate share of what was proposed in the last rounds; a model that gives less
 *     has nothing new to say
 */
record RoundSize(
    long numRows,
    int initialPrompts,
    int maxPrompts,
    OptionalInt maxRounds,
    double minAcceptanceRate) {

  /** Rounds that an estimate is made from. */
  private static final int RECENT = 3;

  /** A round may be so many times the one before, so that accepted tasks are shown soon. */
  private static final int GROWTH = 2;

  /** Why there is no further round. */
  enum End {
    TARGET_REACHED,
    MAX_ROUNDS,
    LOW_ACCEPTANCE
  }

  /** What comes after these rounds: a number of prompts, or an end. */
  record Next(int prompts, End end) {}

  Next after(List<Round> rounds) {
    long accepted = rounds.stream().mapToLong(Round::accepted).sum();
    if (accepted >= numRows) {
      return new Next(0, End.TARGET_REACHED);
    }
    if (maxRounds.isPresent() && rounds.size() >= maxRounds.getAsInt()) {
      return new Next(0, End.MAX_ROUNDS);
    }
    if (rounds.size() >= RECENT && acceptance(recent(rounds)) < minAcceptanceRate) {
      return new Next(0, End.LOW_ACCEPTANCE);
    }
    return new Next(prompts(rounds, numRows - accepted), End.TARGET_REACHED);
  }

  private int prompts(List<Round> rounds, long missing) {
    if (rounds.isEmpty()) {
      return (int) Math.min(Math.min(initialPrompts, maxPrompts), missing);
    }
    List<Round> recent = recent(rounds);
    long prompts = recent.stream().mapToLong(Round::prompts).sum();
    long accepted = recent.stream().mapToLong(Round::accepted).sum();
    long needed = accepted == 0 ? Long.MAX_VALUE : ceil(missing * prompts, accepted);
    long grown = (long) GROWTH * rounds.get(rounds.size() - 1).prompts();
    return (int) Math.max(1, Math.min(Math.min(needed, grown), maxPrompts));
  }

  private static List<Round> recent(List<Round> rounds) {
    return rounds.subList(Math.max(0, rounds.size() - RECENT), rounds.size());
  }

  /** Accepted tasks of all that was proposed, refused pieces counted. */
  static double acceptance(List<Round> rounds) {
    long accepted = rounds.stream().mapToLong(Round::accepted).sum();
    long proposed = rounds.stream().mapToLong(Round::proposed).sum();
    return proposed == 0 ? 0 : (double) accepted / proposed;
  }

  private static long ceil(long a, long b) {
    return (a + b - 1) / b;
  }
}
