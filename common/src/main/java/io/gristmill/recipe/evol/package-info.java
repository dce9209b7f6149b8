/**
 * Evol-Instruct (Xu et al. 2023, WizardLM): evolves instructions into harder or rarer ones. Start
 * at {@link io.gristmill.recipe.evol.EvolInstruct}.
 *
 * <p>All evolutions of a record form one exchange, an {@link io.gristmill.recipe.evol.EvolChain}:
 * each depends only on the previous one, so records never wait for each other, and the runner of
 * exchanges needs no notion of rounds. An interrupted chain is run again and reads its answers from
 * the response store.
 */
@NullMarked
package io.gristmill.recipe.evol;

import org.jspecify.annotations.NullMarked;
