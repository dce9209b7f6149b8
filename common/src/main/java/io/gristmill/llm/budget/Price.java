package io.gristmill.llm.budget;

import io.gristmill.llm.Answer;
import io.gristmill.llm.Request;
import io.gristmill.llm.TokenEstimate;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * What a model costs.
 *
 * @param promptPicos pico-dollars for a token of a prompt, which is micro-dollars for a million
 * @param completionPicos the same for a token of an answer
 */
public record Price(long promptPicos, long completionPicos) implements Serializable {

  /** Costs nothing, as a server of one's own does. */
  public static final Price FREE = new Price(0, 0);

  private static final int PICOS_PER_DOLLAR_IN_MILLION = 6;
  private static final long PICOS_PER_NANO = 1000;

  /** From dollars for a million tokens, rounded up to micro-dollars. */
  static Price perMillion(BigDecimal prompt, BigDecimal completion) {
    return new Price(picos(prompt), picos(completion));
  }

  private static long picos(BigDecimal dollarsPerMillion) {
    return dollarsPerMillion
        .movePointRight(PICOS_PER_DOLLAR_IN_MILLION)
        .setScale(0, RoundingMode.CEILING)
        .longValueExact();
  }

  /** Nano-dollars for so many tokens, rounded up. */
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

  /** Nano-dollars that an answer has cost. */
  public long cost(Answer answer) {
    return nanos(answer.promptTokens(), answer.completionTokens());
  }

  /**
   * Most nano-dollars that a request should cost: its prompt's tokens are estimated on the high
   * side, its answer's are its limit.
   *
   * @param absent tokens of an answer where the request sets no limit
   */
  public long worstCase(Request request, long absent) {
    return nanos(
        TokenEstimate.of(request.prompt()), TokenEstimate.maxCompletionTokens(request, absent));
  }
}
