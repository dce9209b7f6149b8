package io.gristmill.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void countsHaveThousandsSeparatorsAndTheRightNoun() {
    assertThat(Figures.count(52_002)).isEqualTo("52,002");
    assertThat(Figures.count(1, "row")).isEqualTo("1 row");
    assertThat(Figures.count(0, "row")).isEqualTo("0 rows");
  }

  @Test
  void countsByNameBeginWithTheLargest() {
    assertThat(Figures.counts(Map.of("empty", 3L, "too-short", 400L, "blank", 3L)))
        .isEqualTo("too-short 400, blank 3, empty 3");
  }

  @Test
  void moneyHasCentsAndMoreDigitsWhereTheyMatter() {
    assertThat(Figures.dollars(0)).isEqualTo("$0.00");
    assertThat(Figures.dollars(12.5)).isEqualTo("$12.50");
    assertThat(Figures.dollars(4.2e-5)).isEqualTo("$0.000042");
    assertThat(Figures.dollars(0.1 + 0.2)).isEqualTo("$0.30");
    assertThat(Figures.dollars(1e7)).isEqualTo("$10000000.00");
  }

  @Test
  void durationsGrowCoarserWithTheirLength() {
    assertThat(Figures.duration(0.04)).isEqualTo("0.0 s");
    assertThat(Figures.duration(9.44)).isEqualTo("9.4 s");
    assertThat(Figures.duration(9.6)).isEqualTo("10 s");
    assertThat(Figures.duration(59.4)).isEqualTo("59 s");
    assertThat(Figures.duration(125)).isEqualTo("2 min 5 s");
    assertThat(Figures.duration(12_000)).isEqualTo("3 h 20 min");
  }

  @Test
  void measuresHaveFourSignificantDigits() {
    assertThat(Figures.measure(3)).isEqualTo("3");
    assertThat(Figures.measure(1.23456)).isEqualTo("1.235");
    assertThat(Figures.measure(0.012345)).isEqualTo("0.01235");
    assertThat(Figures.measure(123.456)).isEqualTo("123.5");
    assertThat(Figures.measure(1.5e-7)).isEqualTo("1.500e-07");
    assertThat(Figures.measure(Double.NaN)).isEqualTo("NaN");
  }
}
