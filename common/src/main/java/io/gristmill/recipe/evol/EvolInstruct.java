package io.gristmill.recipe.evol;

import io.gristmill.random.RandomStream;
import io.gristmill.recipe.Exchange;
import io.gristmill.recipe.Rejection;
import io.gristmill.recipe.RowRecipe;
import io.gristmill.recipe.Rows;
import io.gristmill.record.Example;
import java.util.List;
import java.util.Optional;

/**
 * Evol-Instruct: for some rounds, an instruction is made harder in depth or changed in breadth and
 * answered. What fails a rule is eliminated, and its parent is tried again in the next round. Each
 * round of a record ends in one candidate or one refusal.
 */
public final class EvolInstruct implements RowRecipe {

  private static final long serialVersionUID = 1L;

  /** The name in settings. */
  public static final String NAME = "evol-instruct";

  private final EvolInstructConfig config;
  private final long seed;
  private final String model;

  /**
   * @param seed of the draw of operations
   * @param model that is asked
   */
  public EvolInstruct(EvolInstructConfig config, long seed, String model) {
    this.config = config;
    this.seed = seed;
    this.model = model;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Exchange of(Example example) {
    Optional<Rejection> fault = Rows.findFault(example, false);
    return fault.isPresent()
        ? Exchange.Done.refused(fault.get())
        : new EvolChain(
                config,
                model,
                round -> mutation(example.id(), round),
                new EvolChain.State(1, Rows.taskText(example), example.id(), List.of(), List.of()))
            .next();
  }

  /** What a round does, from (seed, record, round) alone. */
  private Mutation mutation(String id, int round) {
    List<Mutation> mutations = config.mutations();
    int pick =
        config.roundRobin()
            ? (round - 1) % mutations.size()
            : RandomStream.of(seed, NAME, id + "/" + round).nextInt(mutations.size());
    return mutations.get(pick);
  }
}
