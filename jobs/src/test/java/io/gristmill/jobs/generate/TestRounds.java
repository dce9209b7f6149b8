package io.gristmill.jobs.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Creates rounds for tests that need only their counts. */
final class TestRounds {

  private TestRounds() {}

  /** A round whose proposals were accepted or dropped. */
  static Round round(int number, int prompts, long proposed, long accepted) {
    return new Round(number, prompts, proposed, accepted, accepted, Map.of(), 0, 0, 0, 0);
  }

  /** Rounds of (prompts, proposed, accepted). */
  static List<Round> of(long[]... counts) {
    List<Round> rounds = new ArrayList<>();
    for (long[] count : counts) {
      rounds.add(round(rounds.size(), (int) count[0], count[1], count[2]));
    }
    return rounds;
  }
}
