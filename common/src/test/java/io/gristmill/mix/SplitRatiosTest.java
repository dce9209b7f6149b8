package io.gristmill.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SplitRatiosTest {

  private static final SplitRatios DEFAULT = new SplitRatios(0.85, 0.05, 0.10);

  @Test
  void splitsAreCloseToTheirRatios() {
    Map<Split, Integer> counts = count(DEFAULT, 20_000);
    // Four standard deviations of a binomial count are at most 0.0102 of 20,000.
    assertThat(counts.get(Split.TRAIN)).isBetween(16_790, 17_210);
    assertThat(counts.get(Split.VALIDATION)).isBetween(876, 1_124);
    assertThat(counts.get(Split.TEST)).isBetween(1_830, 2_170);
  }

  @Test
  void aSplitWithRatioZeroIsEmpty() {
    assertThat(count(new SplitRatios(1, 0, 0), 1000)).containsOnlyKeys(Split.TRAIN);
    assertThat(count(new SplitRatios(0, 1, 0), 1000)).containsOnlyKeys(Split.VALIDATION);
    assertThat(count(new SplitRatios(0, 0.9999999995, 0), 1000)).containsOnlyKeys(Split.VALIDATION);
    assertThat(count(new SplitRatios(0.5, 0, 0.5), 1000)).containsOnlyKeys(Split.TRAIN, Split.TEST);
  }

  @Test
  void aLargerTestRatioTakesRowsAndMovesNoneOut() {
    SplitRatios larger = new SplitRatios(0.7, 0.1, 0.2);
    for (int i = 0; i < 2000; i++) {
      if (DEFAULT.splitOf(1, "row" + i) == Split.TEST) {
        assertThat(larger.splitOf(1, "row" + i)).isEqualTo(Split.TEST);
      }
    }
  }

  @Test
  void testRowsAreTheMostImportant() {
    assertThat(DEFAULT.precedence()).containsExactly(Split.TEST, Split.VALIDATION, Split.TRAIN);
    assertThat(new SplitRatios(0.5, 0, 0.5).precedence()).containsExactly(Split.TEST, Split.TRAIN);
  }

  @Test
  void ratiosThatDoNotAddUpAreRejected() {
    assertThatThrownBy(() -> new SplitRatios(0.8, 0.05, 0.10))
        .hasMessage(
            "ratios must be at least 0 and add up to 1, was train=0.8 validation=0.05 test=0.1");
  }

  private static Map<Split, Integer> count(SplitRatios shares, int rows) {
    Map<Split, Integer> counts = new EnumMap<>(Split.class);
    for (int i = 0; i < rows; i++) {
      counts.merge(shares.splitOf(7, "row" + i), 1, Integer::sum);
    }
    return counts;
  }
}
