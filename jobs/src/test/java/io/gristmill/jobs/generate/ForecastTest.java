package io.gristmill.jobs.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gristmill.jobs.generate.Forecast.Pace;
import io.gristmill.jobs.generate.ForecastSample.PromptResult;
import io.gristmill.jobs.llm.TokenUsage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests forecasts against values computed by hand. */
class ForecastTest {

  private static final double NO_LIMIT = Double.POSITIVE_INFINITY;
  private static final Pace ONE_AT_A_TIME = new Pace(1, NO_LIMIT, NO_LIMIT, 2);

  /**
   * The result of a prompt of 100 + 200 tokens; each accepted task takes two more requests and
   * yields 3 records.
   */
  private static PromptResult prompt(int accepted) {
    return new PromptResult(
        accepted + 5,
        accepted,
        3 * accepted,
        new TokenUsage(1, 100, 200, 1000),
        new TokenUsage(2L * accepted, 10L * accepted, 20L * accepted, 50L * accepted),
        4);
  }

  private static Forecast of(long target, Pace pace, int... accepted) {
    List<PromptResult> prompts = Arrays.stream(accepted).mapToObj(ForecastTest::prompt).toList();
    return Forecast.of(new ForecastSample(prompts), target, pace);
  }

  @Test
  void proposalsScaleWithThePromptsAndCompletionsWithTheTasks() {
    Forecast forecast = of(100, ONE_AT_A_TIME, 3, 5, 4, 4); // 4 a prompt: 25 prompts
    assertThat(forecast.prompts()).isEqualTo(25);
    assertThat(forecast.requests()).isEqualTo(25 + 2 * 100);
    assertThat(forecast.promptTokens()).isEqualTo(25 * 100 + 100 * 10);
    assertThat(forecast.completionTokens()).isEqualTo(25 * 200 + 100 * 20);
    assertThat(forecast.nanoDollars()).isEqualTo(25 * 1000 + 100 * 50);
    assertThat(forecast.records()).isEqualTo(300);
    assertThat(forecast.seconds()).isEqualTo(2 * 225);
  }

  @Test
  void theRangeIsTwoStandardErrorsOfTheYieldPerPrompt() {
    Forecast forecast = of(100, ONE_AT_A_TIME, 3, 5, 4, 4);
    double error = 2 * Math.sqrt((1 + 1) / 3.0 / 4);
    assertThat(forecast.minPrompts()).isCloseTo(100 / (4 + error), within(1e-9));
    assertThat(forecast.maxPrompts()).isCloseTo(100 / (4 - error), within(1e-9));
  }

  @Test
  void promptsWithEqualYieldHaveNoRange() {
    Forecast forecast = of(100, ONE_AT_A_TIME, 4, 4, 4);
    assertThat(forecast.minPrompts()).isEqualTo(25);
    assertThat(forecast.maxPrompts()).isEqualTo(25);
  }

  @Test
  void aSingleOrAVeryUnevenSampleBoundsThePromptsBelowOnly() {
    assertThat(of(100, ONE_AT_A_TIME, 4).maxPrompts()).isInfinite();
    assertThat(of(100, ONE_AT_A_TIME, 4).minPrompts()).isBetween(1.0, 25.0);
    assertThat(of(100, ONE_AT_A_TIME, 0, 0, 12).maxPrompts()).isInfinite();
  }

  @Test
  void aSampleWithoutAcceptedTasksHasAnInfiniteForecast() {
    Forecast forecast = of(100, ONE_AT_A_TIME, 0, 0);
    assertThat(forecast.prompts()).isInfinite();
    assertThat(forecast.requests()).isInfinite();
    assertThat(forecast.maxPrompts()).isInfinite();
    assertThat(forecast.records()).isZero();
  }

  @Test
  void theDurationIsThatOfConcurrentCallsUnlessARateLimitTakesLonger() {
    // 225 requests and 10,500 tokens
    assertThat(of(100, new Pace(9, NO_LIMIT, NO_LIMIT, 2), 4, 4).seconds()).isEqualTo(50);
    assertThat(of(100, new Pace(9, 90, NO_LIMIT, 2), 4, 4).seconds()).isEqualTo(150);
    assertThat(of(100, new Pace(9, NO_LIMIT, 1050, 2), 4, 4).seconds()).isEqualTo(600);
    assertThat(of(100, new Pace(9, 90, 1050, 2), 4, 4).seconds()).isEqualTo(600);
  }

  @Test
  void withoutALatencyACallTakesAsLongAsInTheSample() {
    // two prompts: 18 requests in 8 seconds
    assertThat(of(100, new Pace(1, NO_LIMIT, NO_LIMIT, Double.NaN), 4, 4).seconds())
        .isCloseTo(225 * 8 / 18.0, within(1e-9));
  }

  @Test
  void twiceTheRowsTakeTwiceAsMuch() {
    Forecast once = of(1_000, ONE_AT_A_TIME, 3, 5, 4);
    Forecast twice = of(2_000, ONE_AT_A_TIME, 3, 5, 4);
    assertThat(twice.requests()).isCloseTo(2 * once.requests(), within(1e-6));
    assertThat(twice.nanoDollars()).isCloseTo(2 * once.nanoDollars(), within(1e-6));
    assertThat(twice.seconds()).isCloseTo(2 * once.seconds(), within(1e-6));
  }

  @Test
  void aLargerSampleOfEqualPromptsChangesOnlyTheRange() {
    int[] often = Collections.nCopies(8, 4).stream().mapToInt(Integer::intValue).toArray();
    assertThat(of(100, ONE_AT_A_TIME, often)).isEqualTo(of(100, ONE_AT_A_TIME, 4, 4));
  }
}
