package io.gristmill.jobs.job;

/** Where a join runs. */
public enum Engine {
  /** In one task where the text fits it, else on the cluster. */
  AUTO,
  /** In one task, several threads. */
  LOCAL,
  /** A task per pair of parts. */
  CLUSTER
}
