package io.gristmill.jobs.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gristmill.jobs.generate.ForecastSample.PromptResult;
import io.gristmill.jobs.llm.ModelClient;
import io.gristmill.jobs.llm.ModelService;
import io.gristmill.jobs.llm.StoppedException;
import io.gristmill.jobs.llm.StoppedExceptions;
import io.gristmill.jobs.llm.TokenUsage;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.jobs.testing.TestRehearsalServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ForecastSampleTest {

  @TempDir Path folder;

  private static ForecastSample.Novelty novelty(PoolJob job) {
    return new ForecastSample.Novelty(
        job.novelty().threshold(), job.novelty().config().wordSplitting());
  }

  private ForecastSample take(PoolJob job, int prompts)
      throws StoppedException, InterruptedException {
    try (ModelService service =
        job.model().open(LocalSpark.session(), folder.resolve("responses").toString())) {
      return ForecastSample.take(
          job.recipe(), service.handle().modelClient(), job.model().price(), novelty(job), prompts);
    }
  }

  private static TokenUsage used(ForecastSample sample) {
    return sample.prompts().stream()
        .map(prompt -> prompt.proposalUsage().plus(prompt.completionUsage()))
        .reduce(TokenUsage.ZERO, TokenUsage::plus);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alpaca", "self-instruct"})
  void aSampleCountsTheResultsOfASequentialLoopOverTheFirstPrompts(String recipe) throws Exception {
    PoolJob job =
        PoolJob.of(
            "generate.recipe=" + recipe,
            "rehearsal.content.near-duplicate=0.3",
            "rehearsal.content.empty=0.1");
    PoolOracle oracle = PoolOracle.of(job, List.of(12));
    ForecastSample sample = take(job, 12);
    assertThat(sample.prompts()).hasSize(12);
    assertThat(sample.prompts().stream().mapToInt(PromptResult::accepted).sum())
        .isEqualTo(oracle.tasks().size())
        .isPositive();
    assertThat(sample.prompts().stream().mapToInt(PromptResult::records).sum())
        .isEqualTo(oracle.rows().size());
    assertThat(used(sample)).isEqualTo(oracle.used());
    assertThat(sample.prompts())
        .allSatisfy(
            prompt -> {
              assertThat(prompt.candidates()).isGreaterThanOrEqualTo(prompt.accepted());
              assertThat(prompt.proposalUsage().requests()).isEqualTo(1);
            });
  }

  @Test
  void theJobReusesTheAnswersOfTheSample() throws Exception {
    try (TestRehearsalServer server = TestRehearsalServer.of()) {
      PoolJob job =
          PoolJob.of(
              server.clientSettings("generate.recipe=self-instruct", "generate.num-rows=30"));
      ForecastSample sample = take(job, 4);
      assertThat(server.count("calls")).isEqualTo(used(sample).requests());
      PoolJob.Done done = job.attempt(folder);
      assertThat(server.count("calls")).isEqualTo(done.fact("requests"));
      assertThat(server.count("repeats")).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"alpaca", "self-instruct"})
  void theForecastIsCloseToTheActualUsageOfAJob(String recipe) throws Exception {
    PoolJob job = PoolJob.of("generate.recipe=" + recipe, "generate.num-rows=500");
    Forecast forecast =
        Forecast.of(
            take(job, 8),
            500,
            new Forecast.Pace(64, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN));
    PoolJob.Done done = job.attempt(folder);
    double scale = (double) done.fact("accepted") / 500; // the last round may bring some more
    assertThat(done.fact("requests") / scale).isCloseTo(forecast.requests(), withinPercentage(20));
    assertThat(done.fact("prompt-tokens") / scale)
        .isCloseTo(forecast.promptTokens(), withinPercentage(20));
    assertThat(done.fact("completion-tokens") / scale)
        .isCloseTo(forecast.completionTokens(), withinPercentage(20));
    assertThat(done.rows().size() / scale).isCloseTo(forecast.records(), withinPercentage(20));
  }

  @Test
  void answersWithoutTasksYieldASampleWithNothingAccepted() throws Exception {
    ForecastSample sample = take(PoolJob.of("rehearsal.content.empty=1"), 3);
    assertThat(sample.prompts()).hasSize(3);
    assertThat(sample.prompts())
        .allSatisfy(
            prompt -> {
              assertThat(prompt.candidates()).isZero();
              assertThat(prompt.accepted()).isZero();
              assertThat(prompt.proposalUsage().requests()).isEqualTo(1);
            });
  }

  @Test
  void aStopEndsTheSample() {
    PoolJob job = PoolJob.of();
    StoppedException stop = StoppedExceptions.create("the key is refused");
    ModelClient refused =
        request -> {
          throw stop;
        };
    assertThatThrownBy(
            () -> ForecastSample.take(job.recipe(), refused, job.model().price(), novelty(job), 5))
        .isSameAs(stop);
  }

  @Test
  void anUnexpectedExceptionIsNotTakenForAnAnswer() {
    PoolJob job = PoolJob.of();
    IllegalArgumentException defect = new IllegalArgumentException("a defect");
    ModelClient broken =
        request -> {
          throw defect;
        };
    assertThatThrownBy(
            () -> ForecastSample.take(job.recipe(), broken, job.model().price(), novelty(job), 5))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCause(defect);
  }
}
