package io.gristmill.jobs.train.loop;

import java.util.Map;

/** The objective of a training: runs optimizer steps and evaluations. */
public interface Objective {

  /** Name of the minimized metric; every step and every evaluation has it. */
  String LOSS = "loss";

  /** Micro-batches per epoch, the same for each epoch; at least 1. */
  int microBatches();

  /**
   * Runs an optimizer step on consecutive micro-batches.
   *
   * @param epoch from 0
   * @param from first micro-batch, from 0
   * @param to exclusive end, at most {@link #microBatches}
   */
  StepResult step(int epoch, int from, int to);

  /** Evaluation metrics by name; empty without evaluation data. */
  Map<String, Double> evaluate();

  /**
   * The result of an optimizer step; metrics are of the weights before it.
   *
   * @param metrics by name, {@link #LOSS} among them
   * @param learningRate of the step
   * @param tokens number of tokens, without padding
   */
  record StepResult(Map<String, Double> metrics, double learningRate, long tokens) {}
}
