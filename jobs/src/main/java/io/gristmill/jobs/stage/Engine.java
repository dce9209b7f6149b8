package io.gristmill.jobs.stage;

/** The place where a similarity join runs. */
public enum Engine {
  /** In one task when the text fits, else on the cluster. */
  AUTO,
  /** In one task with several threads. */
  LOCAL,
  /** On the cluster, with one task per pair of partitions. */
  CLUSTER
}
