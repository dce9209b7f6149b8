package io.gristmill.jobs.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.jobs.generate.RoundSize.End;
import io.gristmill.jobs.generate.RoundSize.Next;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RoundSizeTest {

  private static final long MOST_TARGET = 1_000_000_000_000L;
  private static final int MOST_PROMPTS = 100_000;

  private static RoundSize size(long target, int first, int largest) {
    return new RoundSize(target, first, largest, OptionalInt.empty(), 0.02);
  }

  private static int prompts(RoundSize size, long[]... rounds) {
    return size.after(TestRounds.of(rounds)).prompts();
  }

  @Test
  void theFirstRoundHasTheInitialMaximumOrOnePromptPerRequestedTask() {
    assertThat(prompts(size(500, 32, 4096))).isEqualTo(32);
    assertThat(prompts(size(500, 32, 8))).isEqualTo(8);
    assertThat(prompts(size(3, 32, 4096))).isEqualTo(3);
  }

  @Test
  void aLaterRoundIsSizedByTheAcceptanceSoFarRoundedUp() {
    // 30 of 10 prompts: 3 a prompt; 61 are missing
    assertThat(prompts(size(91, 10, 100), new long[] {10, 50, 30})).isEqualTo(20);
    assertThat(prompts(size(92, 12, 100), new long[] {12, 50, 36})).isEqualTo(19);
  }

  @Test
  void onlyTheLastThreeRoundsAreEstimatedFrom() {
    long[][] rounds = {{10, 99, 90}, {10, 99, 10}, {10, 99, 10}, {10, 99, 10}};
    assertThat(prompts(size(135, 10, 100), rounds)).isEqualTo(15);
  }

  @Test
  void aRoundDoublesAfterNothingWasAccepted() {
    assertThat(prompts(size(500, 10, 1000), new long[] {10, 80, 0})).isEqualTo(20);
    assertThat(prompts(size(500, 10, 15), new long[] {10, 80, 0})).isEqualTo(15);
  }

  @Test
  void theLargestAllowedSettingsDoNotOverflow() {
    RoundSize size = size(MOST_TARGET, MOST_PROMPTS, MOST_PROMPTS);
    long[] poor = {MOST_PROMPTS, 50, 1};
    assertThat(prompts(size)).isEqualTo(MOST_PROMPTS);
    assertThat(prompts(size, poor, poor, poor)).isEqualTo(MOST_PROMPTS);
  }

  @Test
  void itEndsWhenEnoughTasksAreAccepted() {
    assertThat(size(30, 10, 100).after(TestRounds.of(new long[] {10, 50, 30})))
        .isEqualTo(new Next(0, End.TARGET_REACHED));
    assertThat(size(31, 10, 100).after(TestRounds.of(new long[] {10, 50, 30})).prompts()).isOne();
  }

  @Test
  void itEndsAfterMaxRoundsUnlessEnoughTasksAreAccepted() {
    RoundSize size = new RoundSize(100, 10, 100, OptionalInt.of(2), 0);
    long[] round = {10, 50, 30};
    assertThat(size.after(TestRounds.of(round)).prompts()).isPositive();
    assertThat(size.after(TestRounds.of(round, round))).isEqualTo(new Next(0, End.MAX_ROUNDS));
    assertThat(size.after(TestRounds.of(round, new long[] {20, 99, 70})))
        .isEqualTo(new Next(0, End.TARGET_REACHED));
  }

  @Test
  void itEndsWhenThreeRoundsTogetherAreBelowTheMinimumRate() {
    RoundSize size = new RoundSize(1000, 10, 100, OptionalInt.empty(), 0.1);
    long[] poor = {10, 100, 9};
    long[] fair = {10, 100, 12};
    assertThat(size.after(TestRounds.of(poor, poor)).prompts()).as("too soon to say").isPositive();
    assertThat(size.after(TestRounds.of(poor, poor, poor)))
        .isEqualTo(new Next(0, End.LOW_ACCEPTANCE));
    assertThat(size.after(TestRounds.of(poor, poor, fair)).prompts())
        .as("a tenth is not less than a tenth")
        .isPositive();
    assertThat(size.after(TestRounds.of(fair, poor, poor, poor)).end())
        .isEqualTo(End.LOW_ACCEPTANCE);
  }

  @Test
  void aModelThatProposesNothingEndsTheJobToo() {
    long[] nothing = {10, 0, 0};
    assertThat(size(500, 10, 100).after(TestRounds.of(nothing, nothing, nothing)))
        .isEqualTo(new Next(0, End.LOW_ACCEPTANCE));
    RoundSize patient = new RoundSize(500, 10, 100, OptionalInt.empty(), 0);
    assertThat(patient.after(TestRounds.of(nothing, nothing, nothing)).prompts()).isEqualTo(20);
  }

  @Test
  void theRoundSizeIgnoresRecordsReasonsTokensAndCost() {
    List<Round> plain = TestRounds.of(new long[] {10, 50, 30});
    List<Round> other =
        List.of(new Round(0, 10, 50, 30, 99, Map.of("too-short", 20L), 1, 2, 3, 4_000_000_000L));
    RoundSize size = size(1000, 10, 100);
    assertThat(size.after(other)).isEqualTo(size.after(plain));
  }
}
