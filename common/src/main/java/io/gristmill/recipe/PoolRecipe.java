package io.gristmill.recipe;

import java.io.Serializable;
import java.util.List;

/**
 * A recipe that grows a pool of tasks from seed tasks, round after round. For each prompt of a
 * round:
 *
 * <ol>
 *   <li>{@link #selectFewShot} says which tasks the prompt shows: seeds, which the recipe holds,
 *       and accepted tasks, by their index in the pool as it was when the round began;
 *   <li>{@link #propose} asks for new tasks. Its candidates go through filters and are held against
 *       the pool for novelty by their instruction, in the order of (round, prompt, candidate);
 *   <li>{@link #complete} makes the final records of each candidate that was accepted. Whoever runs
 *       it keeps {@link Exchange.Done#notes} with that candidate.
 * </ol>
 *
 * <p>Nothing depends on when or where a prompt is asked.
 */
public non-sealed interface PoolRecipe extends Recipe {

  /**
   * A task that the pool has accepted.
   *
   * @param id of its record; becomes a parent of what is made from it
   * @param instruction as it was accepted
   */
  record PoolTask(String id, String instruction) implements Serializable {}

  /** The seed tasks that prompts show and that new instructions must differ from, in order. */
  List<SeedTask> seeds();

  /** How it is told whether an instruction is new. */
  default Novelty novelty() {
    return new Novelty.RougeL();
  }

  /** A measure of likeness with its bound. */
  sealed interface Novelty extends Serializable {

    /** ROUGE-L against seeds and accepted tasks, by the settings {@code novelty}. */
    record RougeL() implements Novelty {}

    /**
     * {@link io.gristmill.metric.WordJaccard} against seeds and accepted tasks.
     *
     * @param threshold an instruction is refused when it is more similar than this, in [0, 1]
     */
    record WordJaccard(double threshold) implements Novelty {}
  }

  /**
   * The tasks that one prompt shows.
   *
   * @param round from 0
   * @param prompt its number in the round, from 0
   * @param poolSize accepted tasks when the round began, without the seeds
   */
  FewShotSelection selectFewShot(int round, int prompt, int poolSize);

  /**
   * Asks for new tasks.
   *
   * @param pool the tasks at {@link FewShotSelection#poolIndexes}, in that order
   * @return an exchange that ends in candidates with an instruction, and with input and output
   *     where the recipe makes them in one step
   */
  Exchange propose(FewShotSelection draw, List<PoolTask> pool);

  /**
   * Makes the final records of an accepted candidate.
   *
   * @param accepted a candidate of {@link #propose}; metadata may have been added to it
   */
  Exchange complete(Candidate accepted);
}
