package io.gristmill.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The fixed numbers come from a second implementation of FNV-1a and SplitMix64 in Python with
 * integers of any size, cut to 64 bits.
 */
class RandomStreamTest {

  private static RandomStream stream() {
    return RandomStream.of(42, "template", "abc");
  }

  @Test
  void theNumbersEqualThoseOfThePublishedAlgorithms() {
    RandomStream stream = stream();
    assertThat(LongStream.generate(stream::nextLong).limit(4))
        .containsExactly(
            2083476633597995112L,
            -2070280194696216243L,
            1758189836207253278L,
            -2214115751599652748L);
  }

  @Test
  void negativeSeedsAndTextsOfAnyScriptAreAccepted() {
    RandomStream stream = RandomStream.of(-7, "분할", "기록 🙂");
    assertThat(stream.nextLong()).isEqualTo(3616564660416947944L);
    assertThat(stream.nextLong()).isEqualTo(6483282659779369153L);
  }

  @Test
  void wholeNumbersAndFractionsFollowFromTheBits() {
    RandomStream digits = stream();
    assertThat(IntStream.generate(() -> digits.nextInt(10)).limit(12))
        .containsExactly(6, 6, 9, 4, 2, 5, 9, 1, 8, 8, 9, 9);
    RandomStream fractions = stream();
    assertThat(fractions.nextDouble()).isEqualTo(0.11294549462348658);
    assertThat(fractions.nextDouble()).isEqualTo(0.8877698857628324);
    RandomStream coins = stream();
    assertThat(coins.nextBoolean()).isFalse();
    assertThat(coins.nextBoolean()).isTrue();
  }

  @Test
  void theNumbersOfARecordDoNotDependOnTheOrderOfRecords() {
    List<String> ids = new ArrayList<>(IntStream.range(0, 100).mapToObj(i -> "row-" + i).toList());
    Map<String, Long> forwards = draw(ids);
    Collections.reverse(ids);
    assertThat(draw(ids)).isEqualTo(forwards);
  }

  @Test
  void seedPurposeAndIdEachChangeTheStream() {
    assertThat(
            LongStream.of(
                    stream().nextLong(),
                    RandomStream.of(43, "template", "abc").nextLong(),
                    RandomStream.of(42, "split", "abc").nextLong(),
                    RandomStream.of(42, "template", "abd").nextLong(),
                    RandomStream.of(42, "templatea", "bc").nextLong(),
                    RandomStream.of(42, "", "templateabc").nextLong())
                .boxed())
        .doesNotHaveDuplicates();
  }

  @Test
  void theFirstDrawsOfManyRecordsAreUniform() {
    int[] counts = new int[6];
    IntStream.range(0, 60_000)
        .forEach(i -> counts[RandomStream.of(1, "coin", String.valueOf(i)).nextInt(6)]++);
    // The tolerance is five standard deviations of 91.
    assertThat(counts).satisfies(all -> assertEven(all, 10_000, 457));
  }

  @Test
  void theDrawsOfOneStreamAreUniform() {
    RandomStream stream = stream();
    int[] counts = new int[7];
    IntStream.range(0, 70_000).forEach(i -> counts[stream.nextInt(7)]++);
    assertThat(counts).satisfies(all -> assertEven(all, 10_000, 463));
  }

  @Test
  void aBoundAboveHalfTheRangeIsUnbiased() {
    // Without rejection sampling, bits % bound would fall below a third twice as often.
    RandomStream stream = stream();
    int bound = Integer.MAX_VALUE;
    long low = IntStream.range(0, 30_000).filter(i -> stream.nextInt(bound) < bound / 3).count();
    assertThat(low).isBetween(9_590L, 10_410L);
  }

  @Test
  void fractionsLieInTheUnitInterval() {
    RandomStream stream = stream();
    double sum = 0;
    for (int i = 0; i < 20_000; i++) {
      double fraction = stream.nextDouble();
      assertThat(fraction).isGreaterThanOrEqualTo(0).isLessThan(1);
      sum += fraction;
    }
    assertThat(sum / 20_000).isCloseTo(0.5, within(0.0103));
  }

  @Test
  void aBoundOfOneGivesZeroAndAnEmptyRangeIsRejected() {
    assertThat(stream().nextInt(1)).isZero();
    assertThatThrownBy(() -> stream().nextInt(0)).hasMessage("bound must be positive, was 0");
    assertThatThrownBy(() -> stream().nextInt(-4)).hasMessage("bound must be positive, was -4");
  }

  private static Map<String, Long> draw(List<String> ids) {
    Map<String, Long> draws = new HashMap<>();
    ids.forEach(id -> draws.put(id, RandomStream.of(42, "order", id).nextLong()));
    return draws;
  }

  private static void assertEven(int[] counts, int expected, int tolerance) {
    for (int count : counts) {
      assertThat(count).isCloseTo(expected, within(tolerance));
    }
  }
}
