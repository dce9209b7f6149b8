package io.gristmill.jobs.train.loop;

import io.gristmill.jobs.train.watch.Samples.Sample;
import java.util.List;

/** What the model, as it is now, answers to the fixed prompts of a training. */
@FunctionalInterface
public interface Answers {

  /** For a training without prompts. */
  Answers NONE = List::of;

  List<Sample> now();
}
