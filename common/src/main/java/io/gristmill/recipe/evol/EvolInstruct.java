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
 * Evol-Instruct: each evolution makes an instruction harder (in depth) or different (in breadth)
 * and answers it. If a rule eliminates the result, the next evolution starts from the same parent.
 * Each evolution of a record yields one candidate or one rejection.
 *
 * @param seed random seed for drawing mutations
 * @param model model name
 */
public record EvolInstruct(EvolInstructConfig config, long seed, String model)
    implements RowRecipe {

  /** Name in the settings. */
  public static final String NAME = "evol-instruct";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Exchange of(Example example) {
    Optional<Rejection> fault = Rows.findFault(example, false);
    return fault.isPresent()
        ? Exchange.Done.rejected(fault.get())
        : new EvolChain(
                config,
                model,
                round -> mutation(example.id(), round),
                new EvolChain.State(1, Rows.taskText(example), example.id(), List.of(), List.of()))
            .next();
  }

  /** Mutation of an evolution; depends only on (seed, record, evolution). */
  private Mutation mutation(String id, int round) {
    List<Mutation> mutations = config.mutations();
    int pick =
        config.roundRobin()
            ? (round - 1) % mutations.size()
            : RandomStream.of(seed, NAME, id + "/" + round).nextInt(mutations.size());
    return mutations.get(pick);
  }
}
