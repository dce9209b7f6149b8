package io.gristmill.jobs.train.model;

/** Of what matrix products and attention are computed; weights and all else stay as stored. */
public enum Precision {
  /** As the weights are. */
  FULL,
  /** Rounded to bfloat16 on the way in: faster where the processor has it. */
  BF16
}
