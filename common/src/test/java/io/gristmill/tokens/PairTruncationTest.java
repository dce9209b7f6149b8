package io.gristmill.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.tokens.PairTruncation.Mode;
import org.junit.jupiter.api.Test;

class PairTruncationTest {

  private static final PairTokens PAIR = pair(new int[] {1, 2, 3, 4}, new int[] {5, 6}, 7, 8, 9);

  private static PairTokens pair(int[] prompt, int[] chosen, int... rejected) {
    return PairTokens.of(prompt, chosen, rejected);
  }

  @Test
  void aPairWithinTheMaximumStaysUnchanged() {
    assertThat(PAIR.maxRowLength()).isEqualTo(7);
    assertThat(PAIR.countTokens()).isEqualTo(9);
    for (Mode cut : Mode.values()) {
      assertThat(new PairTruncation(7, cut).truncate(PAIR)).contains(PAIR);
    }
  }

  @Test
  void bothAnswersKeepTheSamePartOfThePrompt() {
    assertThat(new PairTruncation(5, Mode.KEEP_PROMPT_END).truncate(PAIR))
        .contains(pair(new int[] {3, 4}, new int[] {5, 6}, 7, 8, 9));
    assertThat(new PairTruncation(5, Mode.KEEP_PROMPT_START).truncate(PAIR))
        .contains(pair(new int[] {1, 2}, new int[] {5, 6}, 7, 8, 9));
  }

  @Test
  void answersAreCutIfTheyLeaveNoRoomForThePrompt() {
    assertThat(new PairTruncation(3, Mode.KEEP_PROMPT_END).truncate(PAIR))
        .contains(pair(new int[] {4}, new int[] {5, 6}, 7, 8));
  }

  @Test
  void keepStartCutsRowsAtTheirEndAsTrlDoes() {
    assertThat(new PairTruncation(6, Mode.KEEP_START).truncate(PAIR))
        .contains(pair(new int[] {1, 2, 3, 4}, new int[] {5, 6}, 7, 8));
    assertThat(new PairTruncation(4, Mode.KEEP_START).truncate(PAIR)).isEmpty();
  }

  @Test
  void aPairIsDroppedIfItsAnswersBecomeEqualOrEmpty() {
    PairTokens late = pair(new int[] {1}, new int[] {5, 6, 7}, 5, 6, 8);
    assertThat(new PairTruncation(3, Mode.KEEP_PROMPT_END).truncate(late)).isEmpty();
    assertThat(new PairTruncation(4, Mode.KEEP_PROMPT_END).truncate(late)).contains(late);
    assertThat(new PairTruncation(9, Mode.KEEP_START).truncate(pair(new int[] {1}, new int[] {2})))
        .isEmpty();
    assertThat(new PairTruncation(9, Mode.KEEP_START).truncate(pair(new int[0], new int[] {2}, 3)))
        .isEmpty();
    assertThatThrownBy(() -> new PairTruncation(1, Mode.KEEP_START))
        .hasMessage("max-length must be at least 2 tokens, was 1");
  }
}
