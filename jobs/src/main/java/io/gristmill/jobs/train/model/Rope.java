package io.gristmill.jobs.train.model;

import java.util.List;

/**
 * Rotary position embedding (Su et al. 2021). As in Hugging Face's models, the first half of the
 * rotated elements is paired with the second half.
 *
 * @param theta base of the wavelengths ({@code rope_theta})
 * @param rotaryDim number of elements of a head that are rotated, even
 */
public record Rope(double theta, int rotaryDim, Scaling scaling) {

  /** Rules that scale the wavelengths. */
  public sealed interface Scaling {}

  /** Wavelengths are not scaled. */
  public record Unscaled() implements Scaling {}

  /** All wavelengths are multiplied by a factor. */
  public record Linear(double factor) implements Scaling {}

  /**
   * The rule of Llama 3.1: multiplies long wavelengths by the factor, keeps short ones, and
   * interpolates in between.
   */
  public record Llama3(
      double factor, double lowFreqFactor, double highFreqFactor, int originalMaxPositions)
      implements Scaling {}

  /**
   * The rule of Phi-3: a factor for each wavelength, from one list for sequences within the
   * original context and from another for longer sequences.
   *
   * @param attentionFactor factor of cosines and sines
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
