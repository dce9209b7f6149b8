package io.gristmill.jobs.train.model;

import java.util.List;

/**
 * Rotary positions: Su et al. 2021, halves rotated as Hugging Face's models do.
 *
 * @param theta base of the wavelengths
 * @param rotaryDim how many of a head's elements are rotated, even
 * @param scaling how the wavelengths are stretched for longer contexts
 */
public record Rope(double theta, int rotaryDim, Scaling scaling) {

  /** Ways to stretch. */
  public sealed interface Scaling {}

  /** As trained. */
  public record Unscaled() implements Scaling {}

  /** All wavelengths times a factor. */
  public record Linear(double factor) implements Scaling {}

  /**
   * Llama 3.1's: long wavelengths times the factor, short ones as they are, between them a mixture.
   */
  public record Llama3(
      double factor, double lowFreqFactor, double highFreqFactor, int originalMaxPositions)
      implements Scaling {}

  /**
   * Phi-3's: a factor for each wavelength, one list for positions within the original context, one
   * beyond it.
   *
   * @param attentionFactor factor of sines and cosines
   */
  public record LongRope(
      List<Double> shortFactors,
      List<Double> longFactors,
      int originalMaxPositions,
      double attentionFactor)
      implements Scaling {

    public LongRope {
      shortFactors = List.copyOf(shortFactors);
      longFactors = List.copyOf(longFactors);
    }
  }
}
