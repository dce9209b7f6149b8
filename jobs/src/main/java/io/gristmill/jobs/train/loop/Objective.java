package io.gristmill.jobs.train.loop;

import java.util.Map;

/** What a training learns, and how well it has: all that its loop has to know. */
public interface Objective {

  /** Name of the measure that is to fall: in every update and every evaluation. */
  String LOSS = "loss";

  /** Micro-batches of an epoch, the same for each; at least one. */
  int microBatches();

  /**
   * Moves the weights once.
   *
   * @param epoch from 0
   * @param from the first micro-batch, from 0
   * @param to the one after the last, at most {@link #microBatches}
   */
  StepResult step(int epoch, int from, int to);

  /** Measures of what is held out, by name; empty when nothing is. */
  Map<String, Double> evaluate();

  /**
   * What an update saw before the weights moved.
   *
   * @param metrics by name, {@link #LOSS} among them
   * @param learningRate of the update
   * @param tokens read, without padding
   */
  record StepResult(Map<String, Double> metrics, double learningRate, long tokens) {}
}
