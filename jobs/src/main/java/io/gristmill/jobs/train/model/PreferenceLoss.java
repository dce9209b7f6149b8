package io.gristmill.jobs.train.model;

import io.gristmill.check.Require;

/**
 * How a pair of answers is judged. With d the difference of the scores of chosen and rejected
 * answer, a score being the log-probability under the model less that under the reference:
 *
 * @param lossType the form
 * @param beta strength of the pull to the reference, above 0, often 0.1
 * @param labelSmoothing share of pairs that are taken to be the wrong way round, in [0, 0.5); of
 *     the sigmoid forms alone
 * @param sftWeight weight of the mean negative log-probability of a token of the chosen answers, 0
 *     or more: RPO's term, without which small models forget how to answer
 */
public record PreferenceLoss(
    LossType lossType, double beta, double labelSmoothing, double sftWeight) {

  /** TRL's defaults. */
  public static final PreferenceLoss DEFAULT = new PreferenceLoss(LossType.SIGMOID, 0.1, 0, 0);

  /** Forms of the loss. */
  public enum LossType {
    /** -log sigmoid(beta * d), log-probabilities summed: Rafailov et al. 2023, equation 7. */
    SIGMOID(0),
    /** The same over means of tokens: as LLMs-from-scratch has it. */
    SIGMOID_NORM(1),
    /** max(0, 1 - beta * d): Zhao et al. 2023. */
    HINGE(2),
    /** (d - 1 / (2 beta))^2 over means of tokens: Azar et al. 2023, as TRL has it. */
    IPO(3);

    private final int code;

    LossType(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }

  public PreferenceLoss {
    Require.that(beta > 0, "beta must be above 0, was %s", beta);
    Require.that(
        labelSmoothing >= 0 && labelSmoothing < 0.5,
        "smoothing must be in [0, 0.5), was %s",
        labelSmoothing);
    Require.that(
        labelSmoothing == 0 || lossType == LossType.SIGMOID || lossType == LossType.SIGMOID_NORM,
        "smoothing is for the sigmoid forms, not for %s",
        lossType);
    Require.that(sftWeight >= 0, "likelihood must not be negative, was %s", sftWeight);
  }
}
