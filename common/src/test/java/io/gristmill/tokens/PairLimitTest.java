package io.gristmill.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.tokens.PairLimit.Cut;
import org.junit.jupiter.api.Test;

class PairLimitTest {

  private static final PairTokens PAIR = pair(new int[] {1, 2, 3, 4}, new int[] {5, 6}, 7, 8, 9);

  private static PairTokens pair(int[] prompt, int[] chosen, int... rejected) {
    return PairTokens.of(prompt, chosen, rejected);
  }

  @Test
  void aPairWithinTheLimitStaysAsItIs() {
    assertThat(PAIR.width()).isEqualTo(7);
    assertThat(PAIR.tokens()).isEqualTo(9);
    for (Cut cut : Cut.values()) {
      assertThat(new PairLimit(7, cut).within(PAIR)).contains(PAIR);
    }
  }

  @Test
  void bothAnswersKeepTheSamePartOfThePrompt() {
    assertThat(new PairLimit(5, Cut.KEEP_PROMPT_END).within(PAIR))
        .contains(pair(new int[] {3, 4}, new int[] {5, 6}, 7, 8, 9));
    assertThat(new PairLimit(5, Cut.KEEP_PROMPT_START).within(PAIR))
        .contains(pair(new int[] {1, 2}, new int[] {5, 6}, 7, 8, 9));
  }

  @Test
  void answersThatLeaveThePromptNoTokenLoseTheirEnds() {
    assertThat(new PairLimit(3, Cut.KEEP_PROMPT_END).within(PAIR))
        .contains(pair(new int[] {4}, new int[] {5, 6}, 7, 8));
  }

  @Test
  void keepStartCutsRowsAtTheirEndAsTrlDoes() {
    assertThat(new PairLimit(6, Cut.KEEP_START).within(PAIR))
        .contains(pair(new int[] {1, 2, 3, 4}, new int[] {5, 6}, 7, 8));
    assertThat(new PairLimit(4, Cut.KEEP_START).within(PAIR)).isEmpty();
  }

  @Test
  void aPairWhoseAnswersBecomeEqualOrVanishIsNone() {
    PairTokens late = pair(new int[] {1}, new int[] {5, 6, 7}, 5, 6, 8);
    assertThat(new PairLimit(3, Cut.KEEP_PROMPT_END).within(late)).isEmpty();
    assertThat(new PairLimit(4, Cut.KEEP_PROMPT_END).within(late)).contains(late);
    assertThat(new PairLimit(9, Cut.KEEP_START).within(pair(new int[] {1}, new int[] {2})))
        .isEmpty();
    assertThat(new PairLimit(9, Cut.KEEP_START).within(pair(new int[0], new int[] {2}, 3)))
        .isEmpty();
    assertThatThrownBy(() -> new PairLimit(1, Cut.KEEP_START))
        .hasMessage("the longest row must have 2 tokens at least, was 1");
  }
}
