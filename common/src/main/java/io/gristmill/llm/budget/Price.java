package io.gristmill.llm.budget;

import io.gristmill.llm.Answer;
import io.gristmill.llm.Request;
import io.gristmill.llm.TokenEstimate;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Price of a model.
 *
 * @param promptPicos pico-dollars per prompt token (= micro-dollars per million tokens)
 * @param completionPicos pico-dollars per completion token
 */
public record Price(long promptPicos, long completionPicos) implements Serializable {

  /** Price of a model that costs nothing, such as a self-hosted one. */
  public static final Price FREE = new Price(0, 0);

  private static final int PICOS_PER_DOLLAR_IN_MILLION = 6;
  private static final long PICOS_PER_NANO = 1000;

  /** Converts dollars per million tokens, rounded up to micro-dollars. */
  static Price perMillion(BigDecimal prompt, BigDecimal completion) {
    return new Price(picos(prompt), picos(completion));
  }

  private static long picos(BigDecimal dollarsPerMillion) {
    return dollarsPerMillion
        .movePointRight(PICOS_PER_DOLLAR_IN_MILLION)
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }

  /** Cost in nano-dollars, rounded up. */
  public long nanos(long promptTokens, long completionTokens) {
    BigInteger picos =
        product(promptPicos, promptTokens).add(product(completionPicos, completionTokens));
    BigInteger nanos =
        picos
            .add(BigInteger.valueOf(PICOS_PER_NANO - 1))
            .divide(BigInteger.valueOf(PICOS_PER_NANO));
    return nanos.bitLength() < Long.SIZE ? nanos.longValue() : Long.MAX_VALUE;
  }

  private static BigInteger product(long picos, long tokens) {
    return BigInteger.valueOf(picos).multiply(BigInteger.valueOf(Math.max(0, tokens)));
  }

  /** Cost of an answer in nano-dollars. */
  public long cost(Answer answer) {
    return nanos(answer.promptTokens(), answer.completionTokens());
  }

  /**
   * Upper bound of the cost of a request in nano-dollars: estimated prompt tokens plus the limit of
   * completion tokens.
   *
   * @param absent completion tokens if the request sets no limit
   */
  public long worstCase(Request request, long absent) {
    return nanos(
        TokenEstimate.of(request.prompt()), TokenEstimate.maxCompletionTokens(request, absent));
  }
}
