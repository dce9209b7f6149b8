package io.gristmill.jobs.generate;

import io.gristmill.jobs.llm.TokenUsage;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Estimated requests, tokens, cost and duration of a job, extrapolated from the means of a sample
 * of its first prompts. Later rounds accept a smaller share of candidates than the first, so actual
 * values tend to be higher.
 *
 * @param prompts number of prompts for new tasks
 * @param minPrompts lower bound of {@code prompts} by two standard errors of the sample
 * @param maxPrompts upper bound of {@code prompts} by two standard errors; infinite if the sample
 *     accepted too few tasks
 * @param requests number of all requests
 * @param promptTokens prompt tokens of all requests
 * @param completionTokens completion tokens of all answers
 * @param nanoDollars total cost in nano-dollars
 * @param records number of final records
 * @param seconds duration at the sample's latency, with the given concurrency and rate limits
 */
public record Forecast(
    double prompts,
    double minPrompts,
    double maxPrompts,
    double requests,
    double promptTokens,
    double completionTokens,
    double nanoDollars,
    double records,
    double seconds) {

  private static final double STANDARD_ERRORS = 2;
  private static final double SECONDS_PER_MINUTE = 60;

  /**
   * Limits of the throughput.
   *
   * @param concurrency number of concurrent calls
   * @param requestsPerMinute rate limit; infinite if none
   * @param tokensPerMinute rate limit; infinite if none
   * @param secondsPerRequest latency of a call; NaN uses that of the sample
   */
  public record Pace(
      int concurrency,
      double requestsPerMinute,
      double tokensPerMinute,
      double secondsPerRequest) {}

  /** Extrapolates a sample to a number of accepted tasks. */
  public static Forecast of(ForecastSample sample, long target, Pace pace) {
    List<ForecastSample.PromptResult> all = sample.prompts();
    double accepted = mean(all, ForecastSample.PromptResult::accepted);
    double error = STANDARD_ERRORS * standardError(all, ForecastSample.PromptResult::accepted);
    double prompts = target / accepted;
    double tasks = Math.max(1, sum(all, ForecastSample.PromptResult::accepted));
    double requests =
        prompts * mean(all, p -> p.proposalUsage().requests())
            + target * sum(all, p -> p.completionUsage().requests()) / tasks;
    double promptTokens = scaled(all, prompts, target, tasks, TokenUsage::promptTokens);
    double completionTokens = scaled(all, prompts, target, tasks, TokenUsage::completionTokens);
    double each =
        Double.isNaN(pace.secondsPerRequest())
            ? sum(all, ForecastSample.PromptResult::seconds)
                / sum(all, ForecastSample.PromptResult::requests)
            : pace.secondsPerRequest();
    double seconds =
        Math.max(
            requests * each / pace.concurrency(),
            SECONDS_PER_MINUTE
                * Math.max(
                    requests / pace.requestsPerMinute(),
                    (promptTokens + completionTokens) / pace.tokensPerMinute()));
    return new Forecast(
        prompts,
        target / (accepted + error),
        accepted > error ? target / (accepted - error) : Double.POSITIVE_INFINITY,
        requests,
        promptTokens,
        completionTokens,
        scaled(all, prompts, target, tasks, TokenUsage::nanoDollars),
        target * sum(all, ForecastSample.PromptResult::records) / tasks,
        seconds);
  }

  private static double scaled(
      List<ForecastSample.PromptResult> all,
      double prompts,
      long target,
      double tasks,
      ToLongFunction<TokenUsage> what) {
    return prompts * mean(all, p -> what.applyAsLong(p.proposalUsage()))
        + target * sum(all, p -> what.applyAsLong(p.completionUsage())) / tasks;
  }

  private static double sum(
      List<ForecastSample.PromptResult> all, ToDoubleFunction<ForecastSample.PromptResult> what) {
    return all.stream().mapToDouble(what).sum();
  }

  private static double mean(
      List<ForecastSample.PromptResult> all, ToDoubleFunction<ForecastSample.PromptResult> what) {
    return sum(all, what) / all.size();
  }

  private static double standardError(
      List<ForecastSample.PromptResult> all, ToDoubleFunction<ForecastSample.PromptResult> what) {
    double mean = mean(all, what);
    double squares = sum(all, p -> Math.pow(what.applyAsDouble(p) - mean, 2));
    return all.size() < 2 ? mean : Math.sqrt(squares / (all.size() - 1) / all.size());
  }
}
