/**
 * Evol-Instruct (Xu et al. 2023, WizardLM): instructions that are made harder or rarer, round after
 * round. Start at {@link io.gristmill.recipe.evol.EvolInstruct}.
 *
 * <p>All rounds of a record are one exchange, a {@link io.gristmill.recipe.evol.EvolChain}: a round
 * depends on nothing but the round before it and on the record itself, so no round of one record
 * has to wait for those of others, and whoever runs exchanges needs to know nothing of rounds. A
 * chain that was interrupted is run again, its stored answers carry it to where it was.
 */
@NullMarked
package io.gristmill.recipe.evol;

import org.jspecify.annotations.NullMarked;
