package io.gristmill.jobs.train.tracking;

import java.util.List;

/**
 * What the model answers to fixed prompts.
 *
 * @param step updates of the weights before it
 */
public record Samples(long step, List<Sample> samples) {

  /** A prompt and its answer. */
  public record Sample(String prompt, String answer) {}

  public Samples {
    samples = List.copyOf(samples);
  }
}
