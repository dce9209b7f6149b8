package io.gristmill.jobs.generate;

import java.util.List;
import java.util.OptionalInt;

/**
 * Computes the number of prompts of the next round from counts of earlier rounds alone, so that
 * runs are reproducible.
 *
 * @param numRows number of tasks to accept
 * @param initialPrompts maximum number of prompts of the first round, which shows seed tasks only
 * @param maxPrompts maximum number of prompts of a round
 * @param maxRounds maximum number of rounds, if limited
 * @param minAcceptanceRate minimum share of accepted candidates in the recent rounds, in [0, 1];
 *     below it the model mostly repeats itself
 */
record RoundSize(
    long numRows,
    int initialPrompts,
    int maxPrompts,
    OptionalInt maxRounds,
    double minAcceptanceRate) {

  /** Number of recent rounds used for estimates. */
  private static final int RECENT = 3;

  /** Maximum growth per round, so that accepted tasks are soon shown in prompts. */
  private static final int GROWTH = 2;

  /** Reason why a run ends. */
  enum End {
    TARGET_REACHED,
    MAX_ROUNDS,
    LOW_ACCEPTANCE
  }

  /** Next step: number of prompts, or 0 with the reason to end. */
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
    long growthLimit = (long) GROWTH * rounds.get(rounds.size() - 1).prompts();
    return (int) Math.max(1, Math.min(Math.min(needed, growthLimit), maxPrompts));
  }

  private static List<Round> recent(List<Round> rounds) {
    return rounds.subList(Math.max(0, rounds.size() - RECENT), rounds.size());
  }

  /** Share of accepted tasks among all candidates and rejections. */
  static double acceptance(List<Round> rounds) {
    long accepted = rounds.stream().mapToLong(Round::accepted).sum();
    long proposed = rounds.stream().mapToLong(Round::proposed).sum();
    return proposed == 0 ? 0 : (double) accepted / proposed;
  }

  private static long ceil(long a, long b) {
    return (a + b - 1) / b;
  }
}
