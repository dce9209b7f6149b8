package io.gristmill.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class QuotasTest {

  @Test
  void aRatioOfNineToOneIsExact() {
    assertThat(
            Quotas.of(Map.of("cot", 5000L, "other", 5000L), Map.of("cot", 1.0, "other", 9.0), 1000))
        .isEqualTo(Map.of("cot", 100L, "other", 900L));
  }

  @Test
  void remainingRowsGoToTheLargestRemainders() {
    // 10 rows at 5 : 3 : 1 give 5.56, 3.33 and 1.11.
    assertThat(
            Quotas.of(
                Map.of("a", 99L, "b", 99L, "c", 99L), Map.of("a", 5.0, "b", 3.0, "c", 1.0), 10))
        .isEqualTo(Map.of("a", 6L, "b", 3L, "c", 1L));
  }

  @Test
  void equalRemaindersAreResolvedByName() {
    assertThat(
            Quotas.of(Map.of("나", 9L, "a", 9L, "😀", 9L), Map.of("나", 1.0, "a", 1.0, "😀", 1.0), 2))
        .isEqualTo(Map.of("a", 1L, "나", 1L, "😀", 0L));
  }

  @Test
  void rowsThatASmallSourceLacksComeFromTheOthersByWeight() {
    assertThat(
            Quotas.of(
                Map.of("small", 10L, "b", 900L, "c", 900L),
                Map.of("small", 8.0, "b", 1.0, "c", 1.0),
                100))
        .isEqualTo(Map.of("small", 10L, "b", 45L, "c", 45L));
  }

  @Test
  void withAllRowsUsedTheMixtureIsSmallerThanRequested() {
    assertThat(Quotas.of(Map.of("a", 3L, "b", 4L), Map.of("a", 1.0, "b", 1.0), 100))
        .isEqualTo(Map.of("a", 3L, "b", 4L));
  }

  @Test
  void aMixtureWithoutSourcesOrWeightsIsEmpty() {
    assertThat(Quotas.of(Map.of(), Map.of(), 10)).isEmpty();
    assertThat(Quotas.of(Map.of("a", 5L), Map.of(), 10)).isEqualTo(Map.of("a", 0L));
    assertThat(Quotas.maxTotal(Map.of("a", 5L), Map.of())).isZero();
  }

  @Test
  void theMaximumTotalIsLimitedByTheScarcestSource() {
    assertThat(
            Quotas.maxTotal(Map.of("cot", 37L, "other", 5000L), Map.of("cot", 0.1, "other", 0.9)))
        .isEqualTo(370);
  }

  @Test
  void aWeightBelowZeroIsRejectedByName() {
    assertThatThrownBy(() -> Quotas.of(Map.of("a", 5L), Map.of("a", -1.0), 10))
        .hasMessage("the weight of source \"a\" must be at least 0, was -1.0");
  }
}
