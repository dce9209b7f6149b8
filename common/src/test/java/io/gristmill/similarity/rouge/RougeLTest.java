package io.gristmill.similarity.rouge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RougeLTest {

  @Test
  void equalTextsScoreOneAndUnrelatedOnesZero() {
    assertThat(RougeL.score(WordSplitting.ASCII, "a b c", "A, b; C.").fmeasure()).isEqualTo(1.0);
    assertThat(RougeL.score(WordSplitting.ASCII, "a b c", "x y").fmeasure()).isZero();
  }

  @Test
  void precisionIsOfThePredictionAndRecallOfTheTarget() {
    RougeScore score =
        RougeL.score(WordSplitting.ASCII, "name four kinds of bread", "name kinds of");
    assertThat(score).isEqualTo(new RougeScore(3, 5, 3));
    assertThat(score.precision()).isEqualTo(1.0);
    assertThat(score.recall()).isEqualTo(0.6);
    assertThat(score.fmeasure()).isEqualTo(2 * 1.0 * 0.6 / 1.6);
  }

  @Test
  void aTextWithoutTokensScoresZeroEvenWithItself() {
    assertThat(RougeL.score(WordSplitting.ASCII, "中文", "中文").fmeasure()).isZero();
    assertThat(RougeL.score(WordSplitting.UNICODE, "中文", "中文").fmeasure()).isEqualTo(1.0);
    assertThat(RougeL.score(WordSplitting.ASCII, "", "a").precision()).isZero();
  }

  @Test
  void scoresOfSevenTenthsLieOnBothSidesOfTheThreshold() {
    assertThat(RougeL.fmeasure(7, 10, 10)).isEqualTo(0.7);
    assertThat(RougeL.fmeasure(7, 7, 13)).isGreaterThan(0.7);
  }

  @Test
  void orderMattersToACommonSubsequence() {
    assertThat(lcs(new int[] {1, 2, 3, 4}, new int[] {4, 3, 2, 1})).isEqualTo(1);
    assertThat(lcs(new int[] {1, 1, 1, 1}, new int[] {1})).isEqualTo(1);
    assertThat(lcs(new int[0], new int[] {1})).isZero();
  }

  @Test
  void textsOfManyThousandTokensAreComparedInLittleMemory() {
    int[] a = new int[60_000];
    Arrays.setAll(a, i -> i);
    int[] b = new int[60_000];
    // Every tenth token differs, and the rest is shifted by five places.
    Arrays.setAll(b, i -> i % 10 == 0 ? 70_000 + i : i + 5);
    assertThat(lcs(a, b)).isEqualTo(54_000 - 5);
  }

  private static int lcs(int[] pattern, int[] text) {
    LcsMatcher matcher = new LcsMatcher(130_000);
    matcher.setPattern(pattern);
    return matcher.lcs(text);
  }
}
