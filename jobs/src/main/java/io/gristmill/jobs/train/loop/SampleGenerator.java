package io.gristmill.jobs.train.loop;

import io.gristmill.jobs.train.tracking.Samples.Sample;
import java.util.List;

/** What the model, as it is now, answers to the fixed prompts of a training. */
@FunctionalInterface
public interface SampleGenerator {

  /** For a training without prompts. */
  SampleGenerator NONE = List::of;

  List<Sample> generate();
}
