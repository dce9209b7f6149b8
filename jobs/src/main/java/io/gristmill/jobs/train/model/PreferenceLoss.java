package io.gristmill.jobs.train.model;

import io.gristmill.check.Require;

/**
 * Loss of a pair of a chosen and a rejected answer. The log-ratio of an answer is its
 * log-probability under the model minus that under the reference model; the margin d of a pair is
 * the chosen log-ratio minus the rejected one.
 *
 * @param lossType formula of the loss, named as in TRL
 * @param beta strength of the pull towards the reference model, > 0, often 0.1
 * @param labelSmoothing assumed probability that a pair's preference is flipped, in [0, 0.5); for
 *     the sigmoid losses only
 * @param sftWeight weight (>= 0) of the mean negative log-probability of the chosen answers'
 *     tokens, TRL's loss type {@code sft} (RPO); it keeps the probability of the chosen answers of
 *     small models from collapsing
 */
public record PreferenceLoss(
    LossType lossType, double beta, double labelSmoothing, double sftWeight) {

  /** TRL's defaults. */
  public static final PreferenceLoss DEFAULT = new PreferenceLoss(LossType.SIGMOID, 0.1, 0, 0);

  /** Formulas of the loss. */
  public enum LossType {
    /**
     * -log sigmoid(beta * d), with log-probabilities summed over tokens: DPO, Rafailov et al. 2023,
     * equation 7.
     */
    SIGMOID(0),
    /** The same with log-probabilities averaged over tokens, as in LLMs-from-scratch ch. 7. */
    SIGMOID_NORM(1),
    /** max(0, 1 - beta * d): SLiC, Zhao et al. 2023. */
    HINGE(2),
    /** (d - 1 / (2 beta))^2, averaged over tokens: Azar et al. 2023, as implemented by TRL. */
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
    Require.that(beta > 0, "beta must be > 0, was %s", beta);
    Require.that(
        labelSmoothing >= 0 && labelSmoothing < 0.5,
        "label smoothing must be in [0, 0.5), was %s",
        labelSmoothing);
    Require.that(
        labelSmoothing == 0 || lossType == LossType.SIGMOID || lossType == LossType.SIGMOID_NORM,
        "label smoothing is for the sigmoid losses, not for %s",
        lossType);
    Require.that(sftWeight >= 0, "the weight of the sft loss must be >= 0, was %s", sftWeight);
  }
}
