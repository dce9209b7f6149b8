package io.gristmill.jobs.train.tracking;

import java.util.List;

/**
 * Answers of the model to fixed prompts.
 *
 * @param step optimizer steps completed
 */
public record Samples(long step, List<Sample> samples) {

  /** A prompt and its answer. */
  public record Sample(String prompt, String answer) {}

  public Samples {
    samples = List.copyOf(samples);
  }
}
