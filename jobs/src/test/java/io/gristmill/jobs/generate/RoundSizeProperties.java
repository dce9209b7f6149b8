package io.gristmill.jobs.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.generate.RoundSize.End;
import io.gristmill.jobs.generate.RoundSize.Next;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** Properties of round sizes for models with any acceptance rates. */
class RoundSizeProperties {

  private static final long MOST_TARGET = 1_000_000_000_000L;

  @Property(tries = 500)
  void aRoundIsNeverEmptyNorAboveTheMaximumNorTwiceTheLastOne(
      @ForAll @LongRange(min = 1, max = MOST_TARGET) long target,
      @ForAll @IntRange(min = 1, max = 100_000) int first,
      @ForAll @IntRange(min = 1, max = 100_000) int largest,
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 20) Integer> yields) {
    RoundSize size = new RoundSize(target, first, largest, OptionalInt.empty(), 0);
    List<Round> rounds = new ArrayList<>();
    for (int accepted : yields) {
      Next next = size.after(rounds);
      long all = rounds.stream().mapToLong(Round::accepted).sum();
      if (all >= target) {
        assertThat(next).isEqualTo(new Next(0, End.TARGET_REACHED));
        return;
      }
      int most = rounds.isEmpty() ? first : 2 * rounds.get(rounds.size() - 1).prompts();
      assertThat(next.prompts()).isBetween(1, Math.min(most, largest));
      int prompts = next.prompts();
      rounds.add(
          TestRounds.round(rounds.size(), prompts, 20L * prompts, (long) accepted * prompts));
    }
  }

  @Property(tries = 200)
  void aSteadyModelReachesTheRequestedNumberWithLittleExcess(
      @ForAll @LongRange(min = 1, max = 20_000) long target,
      @ForAll @IntRange(min = 1, max = 64) int first,
      @ForAll @IntRange(min = 16, max = 4096) int largest,
      @ForAll @IntRange(min = 1, max = 20) int yield) {
    RoundSize size = new RoundSize(target, first, largest, OptionalInt.empty(), 0);
    List<Round> rounds = new ArrayList<>();
    for (Next next = size.after(rounds); next.prompts() > 0; next = size.after(rounds)) {
      int prompts = next.prompts();
      rounds.add(
          TestRounds.round(rounds.size(), prompts, (long) yield * prompts, (long) yield * prompts));
    }
    long accepted = rounds.stream().mapToLong(Round::accepted).sum();
    long most = Math.max(target + yield - 1, rounds.get(0).accepted()); // the first is a guess
    assertThat(accepted).isBetween(target, most);
  }

  @Property(tries = 300)
  void itEndsForLowAcceptanceIfTheLastThreeRoundsAreBelowTheMinimumRate(
      @ForAll @DoubleRange(min = 0, max = 1) double least,
      @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 100) Integer> percent) {
    List<Round> rounds = new ArrayList<>();
    for (int accepted : percent) {
      rounds.add(TestRounds.round(rounds.size(), 5, 100, accepted));
    }
    double share =
        percent.subList(Math.max(0, percent.size() - 3), percent.size()).stream()
                .mapToInt(Integer::intValue)
                .sum()
            / (100.0 * Math.min(3, percent.size()));
    End end = new RoundSize(MOST_TARGET, 5, 100, OptionalInt.empty(), least).after(rounds).end();
    assertThat(end == End.LOW_ACCEPTANCE).isEqualTo(percent.size() >= 3 && share < least);
  }
}
