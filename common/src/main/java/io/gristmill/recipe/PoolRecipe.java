package io.gristmill.recipe;

import java.io.Serializable;
import java.util.List;

/**
 * A recipe that grows a pool of tasks from seed tasks in rounds. For each prompt of a round:
 *
 * <ol>
 *   <li>{@link #selectFewShot} selects the tasks that the prompt shows: seed tasks of the recipe,
 *       and accepted tasks by their index in the pool at the start of the round;
 *   <li>{@link #propose} requests new tasks. The instructions of the candidates are then compared
 *       with the pool for novelty, in the order of (round, prompt, candidate);
 *   <li>{@link #complete} produces the final records of each accepted candidate. The runner stores
 *       {@link Exchange.Done#notes} in the metadata of that candidate.
 * </ol>
 *
 * <p>The result does not depend on when or where a prompt is sent.
 */
public non-sealed interface PoolRecipe extends Recipe {

  /**
   * An accepted task of the pool.
   *
   * @param id id of its record; becomes a parent of records derived from it
   * @param instruction the accepted instruction
   */
  record PoolTask(String id, String instruction) implements Serializable {}

  /** Seed tasks, in order; prompts show them and new instructions must differ from them. */
  List<SeedTask> seeds();

  /** Similarity measure that decides whether an instruction is new. */
  default Novelty novelty() {
    return new Novelty.RougeL();
  }

  /** Similarity measure with its threshold. */
  sealed interface Novelty extends Serializable {

    /** ROUGE-L against seed and accepted tasks, with the settings of block {@code novelty}. */
    record RougeL() implements Novelty {}

    /**
     * {@link io.gristmill.metric.WordPool} against seed and accepted tasks.
     *
     * @param threshold instructions with a higher similarity are rejected, in [0, 1]
     */
    record WordJaccard(double threshold) implements Novelty {}
  }

  /**
   * Selects the tasks that a prompt shows.
   *
   * @param round from 0
   * @param prompt number of the prompt in the round, from 0
   * @param poolSize number of accepted tasks at the start of the round, without seed tasks
   */
  FewShotSelection selectFewShot(int round, int prompt, int poolSize);

  /**
   * Requests new tasks.
   *
   * @param pool the tasks at {@link FewShotSelection#poolIndexes}, in that order
   * @return an exchange whose candidates have an instruction, and also input and output if the
   *     recipe generates all three in one step
   */
  Exchange propose(FewShotSelection draw, List<PoolTask> pool);

  /**
   * Produces the final records of an accepted candidate.
   *
   * @param accepted a candidate of {@link #propose}, possibly with additional metadata
   */
  Exchange complete(Candidate accepted);
}
