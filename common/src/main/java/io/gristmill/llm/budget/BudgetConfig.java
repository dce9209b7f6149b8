package io.gristmill.llm.budget;

import io.gristmill.check.Problems;
import io.gristmill.check.Require;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Limits of a whole job ({@code llm.max-concurrency} and block {@code llm.budget} of
 * reference.conf).
 *
 * @param maxConcurrency maximum number of concurrent calls, at least 1
 * @param requestsPerMinute maximum rate, at least 1, or {@link #NONE}
 * @param tokensPerMinute maximum rate, at least 1, or {@link #NONE}
 * @param maxCostNanos spending limit in nano-dollars, or {@link #NONE}
 * @param assumedOutputTokens completion tokens reserved for a request without max-tokens
 */
public record BudgetConfig(
    int maxConcurrency,
    long requestsPerMinute,
    long tokensPerMinute,
    long maxCostNanos,
    long assumedOutputTokens)
    implements Serializable {

  /** No limit. */
  public static final long NONE = -1;

  public BudgetConfig {
    Require.that(
        maxConcurrency >= 1, "llm.max-concurrency must be at least 1, was %d", maxConcurrency);
  }

  /** Limits concurrency only. */
  public static BudgetConfig ofMaxConcurrency(int calls) {
    return new BudgetConfig(calls, NONE, NONE, NONE, 2048);
  }

  /** Spending limit in nano-dollars, if any. */
  public OptionalLong cap() {
    return maxCostNanos == NONE ? OptionalLong.empty() : OptionalLong.of(maxCostNanos);
  }

  /** Reads the settings; invalid ones are added to the problems. */
  public static BudgetConfig read(Settings settings, Problems problems) {
    SettingsReader budget = settings.reader("llm.budget", problems);
    return new BudgetConfig(
        settings.reader("llm", problems).integer("max-concurrency", 1, 1_000_000),
        optional(budget, "requests-per-minute"),
        optional(budget, "tokens-per-minute"),
        maxCost(budget),
        budget.whole("assumed-output-tokens", 1, 100_000_000));
  }

  private static long optional(SettingsReader budget, String key) {
    return budget.isNull(key) ? NONE : budget.whole(key, 1, 1_000_000_000_000L);
  }

  private static long maxCost(SettingsReader budget) {
    if (budget.isNull("max-cost-usd")) {
      return NONE;
    }
    Optional<Long> nanos = Dollars.parse(budget.text("max-cost-usd"));
    if (nanos.isEmpty()) {
      budget.problem("max-cost-usd", "a number of dollars >= 0");
    }
    return nanos.orElse(0L);
  }

  /**
   * Returns the price used for the spending limit.
   *
   * @param model model name
   * @param paid whether calls can cost anything; false for the rehearsal
   * @return free if the table has no price and there is no spending limit
   */
  public Price price(PriceTable prices, String model, boolean paid, Problems problems) {
    Optional<Price> price = paid ? prices.price(model) : Optional.of(Price.FREE);
    if (price.isEmpty() && maxCostNanos != NONE) {
      problems.add(
          "llm.budget.max-cost-usd needs a price per million tokens of model %s: set llm.prices"
              + " { \"%s\" { input-per-million = ..., output-per-million = ... } } (USD)",
          model, model);
    }
    return price.orElse(Price.FREE);
  }
}
