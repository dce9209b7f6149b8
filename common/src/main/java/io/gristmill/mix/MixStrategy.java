package io.gristmill.mix;

/** What the share of a source depends on. */
public enum MixStrategy {
  /** A weight given for each source. */
  WEIGHTS,
  /** The same for each source, whatever its size. */
  TASK_PROPORTIONAL,
  /** Its size. */
  PROPORTIONAL,
  /** Its size, but at most the cap (Raffel et al. 2020, section 3.5.2; FLAN). */
  EXAMPLES_PROPORTIONAL,
  /** The same to the power of 1/temperature: 1 changes nothing, infinity makes all equal. */
  TEMPERATURE
}
