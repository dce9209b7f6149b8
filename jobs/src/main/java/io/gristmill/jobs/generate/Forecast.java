package io.gristmill.jobs.generate;

import io.gristmill.jobs.exchange.Used;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * What a whole job will need, from a sample of its first prompts: the sample's means, scaled. Later
 * rounds accept less than the first, so prompts and all that follows are rather more than this.
 *
 * @param prompts for new tasks
 * @param fewestPrompts and {@code mostPrompts} bound them by two standard errors of the sample;
 *     infinite where nothing was accepted
 * @param requests all of them
 * @param promptTokens of these
 * @param completionTokens of their answers
 * @param nanoDollars what they cost
 * @param records final ones
 * @param seconds at the sample's pace, with so many calls in flight and quotas kept
 */
public record Forecast(
    double prompts,
    double fewestPrompts,
    double mostPrompts,
    double requests,
    double promptTokens,
    double completionTokens,
    double nanoDollars,
    double records,
    double seconds) {

  private static final double STANDARD_ERRORS = 2;
  private static final double SECONDS_PER_MINUTE = 60;

  /**
   * What bounds the pace.
   *
   * @param inFlight calls at a time
   * @param requestsPerMinute infinite for no limit
   * @param tokensPerMinute infinite for no limit
   * @param secondsPerRequest of one call; that of the sample where it is not a number
   */
  public record Pace(
      int inFlight, double requestsPerMinute, double tokensPerMinute, double secondsPerRequest) {}

  /** Scales a sample up to a number of accepted tasks. */
  public static Forecast of(Sample sample, long target, Pace pace) {
    List<Sample.Prompted> all = sample.prompts();
    double accepted = mean(all, Sample.Prompted::accepted);
    double error = STANDARD_ERRORS * standardError(all, Sample.Prompted::accepted);
    double prompts = target / accepted;
    double tasks = Math.max(1, sum(all, Sample.Prompted::accepted));
    double requests =
        prompts * mean(all, p -> p.proposing().requests())
            + target * sum(all, p -> p.completing().requests()) / tasks;
    double promptTokens = scaled(all, prompts, target, tasks, Used::promptTokens);
    double completionTokens = scaled(all, prompts, target, tasks, Used::completionTokens);
    double each =
        Double.isNaN(pace.secondsPerRequest())
            ? sum(all, Sample.Prompted::seconds) / sum(all, Sample.Prompted::requests)
            : pace.secondsPerRequest();
    double seconds =
        Math.max(
            requests * each / pace.inFlight(),
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
        scaled(all, prompts, target, tasks, Used::nanoDollars),
        target * sum(all, Sample.Prompted::records) / tasks,
        seconds);
  }

  private static double scaled(
      List<Sample.Prompted> all,
      double prompts,
      long target,
      double tasks,
      ToLongFunction<Used> what) {
    return prompts * mean(all, p -> what.applyAsLong(p.proposing()))
        + target * sum(all, p -> what.applyAsLong(p.completing())) / tasks;
  }

  private static double sum(List<Sample.Prompted> all, ToDoubleFunction<Sample.Prompted> what) {
    return all.stream().mapToDouble(what).sum();
  }

  private static double mean(List<Sample.Prompted> all, ToDoubleFunction<Sample.Prompted> what) {
    return sum(all, what) / all.size();
  }

  private static double standardError(
      List<Sample.Prompted> all, ToDoubleFunction<Sample.Prompted> what) {
    double mean = mean(all, what);
    double squares = sum(all, p -> Math.pow(what.applyAsDouble(p) - mean, 2));
    return all.size() < 2 ? mean : Math.sqrt(squares / (all.size() - 1) / all.size());
  }
}
