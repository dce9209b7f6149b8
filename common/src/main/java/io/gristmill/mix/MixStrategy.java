package io.gristmill.mix;

/** The quantity that the share of a source is proportional to. */
public enum MixStrategy {
  /** A weight listed for each source. */
  WEIGHTS,
  /** The constant 1: all sources have equal shares, whatever their size. */
  TASK_PROPORTIONAL,
  /** The size of the source. */
  PROPORTIONAL,
  /** The size of the source, at most the examples cap (Raffel et al. 2020, section 3.5.2; FLAN). */
  EXAMPLES_PROPORTIONAL,
  /** The examples-proportional weight to the power of 1/temperature; infinity: equal shares. */
  TEMPERATURE
}
