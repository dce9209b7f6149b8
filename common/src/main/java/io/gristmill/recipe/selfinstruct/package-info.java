/**
 * Self-Instruct (Wang et al. 2022): generates instructions from a growing pool, classifies each
 * task, generates its instances and filters them. Start at {@link
 * io.gristmill.recipe.selfinstruct.SelfInstruct}; {@link
 * io.gristmill.recipe.selfinstruct.InstructionParser} and {@link
 * io.gristmill.recipe.selfinstruct.InstanceParser} parse the answers, {@link
 * io.gristmill.recipe.selfinstruct.SelfInstructFiles} formats the files of the released code.
 */
@NullMarked
package io.gristmill.recipe.selfinstruct;

import org.jspecify.annotations.NullMarked;
