package io.gristmill.similarity.rouge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class RougeLProperties {

  @Property(tries = 400)
  void theBitParallelLengthIsThatOfTheTable(
      @ForAll("sequences") int[] a, @ForAll("sequences") int[] b) {
    assertThat(lcs(a, b)).isEqualTo(RougeOracle.lcs(a, b));
  }

  @Property(tries = 200)
  void oneMatcherServesManyPatternsOfAllLengths(@ForAll("many") List<int[]> sequences) {
    LcsMatcher matcher = new LcsMatcher(8);
    for (int[] pattern : sequences) {
      matcher.setPattern(pattern);
      for (int[] text : sequences) {
        assertThat(matcher.lcs(text)).isEqualTo(RougeOracle.lcs(pattern, text));
      }
    }
  }

  @Property(tries = 200)
  void theLengthIsSymmetric(@ForAll("sequences") int[] a, @ForAll("sequences") int[] b) {
    assertThat(lcs(a, b)).isEqualTo(lcs(b, a));
  }

  private static int lcs(int[] pattern, int[] text) {
    LcsMatcher matcher = new LcsMatcher(8);
    matcher.setPattern(pattern);
    return matcher.lcs(text);
  }

  @Property
  void theScoreIsSymmetricBitForBitAndGrowsWithTheLength(
      @ForAll @IntRange(min = 1, max = 5000) int m,
      @ForAll @IntRange(min = 1, max = 5000) int n,
      @ForAll @IntRange(max = 4999) int l) {
    int lcs = Math.min(l, Math.min(m, n) - 1);
    double f = RougeL.fmeasure(lcs, m, n);
    assertThat(f).isBetween(0.0, 1.0).isEqualTo(RougeL.fmeasure(lcs, n, m));
    assertThat(RougeL.fmeasure(lcs + 1, m, n)).isGreaterThan(f).isLessThanOrEqualTo(1.0);
  }

  @Provide
  Arbitrary<List<int[]>> many() {
    return sequences().list().ofMinSize(2).ofMaxSize(5);
  }

  /** Lengths mostly around the machine word, over a small alphabet so that many tokens match. */
  @Provide
  Arbitrary<int[]> sequences() {
    Arbitrary<Integer> lengths =
        Arbitraries.oneOf(
            Arbitraries.of(0, 1, 63, 64, 65, 127, 128, 129, 192, 193),
            Arbitraries.integers().between(0, 200));
    return lengths.flatMap(
        length -> Arbitraries.integers().between(0, 7).array(int[].class).ofSize(length));
  }
}
