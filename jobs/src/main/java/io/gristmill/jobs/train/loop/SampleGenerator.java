package io.gristmill.jobs.train.loop;

import io.gristmill.jobs.train.tracking.Samples.Sample;
import java.util.List;

/** Generates answers of the current model to the fixed prompts of a training. */
@FunctionalInterface
public interface SampleGenerator {

  /** Generates nothing. */
  SampleGenerator NONE = List::of;

  List<Sample> generate();
}
