/**
 * Self-Instruct (Wang et al. 2022): new instructions from a pool, whether each is a classification
 * task, its instances, and what is read from the answers. Start at {@link
 * io.gristmill.recipe.selfinstruct.SelfInstruct}; texts of answers become records in {@link
 * io.gristmill.recipe.selfinstruct.InstructionParser} and {@link
 * io.gristmill.recipe.selfinstruct.InstanceParser}, the files of the reference are written by
 * {@link io.gristmill.recipe.selfinstruct.SelfInstructFiles}.
 */
@NullMarked
package io.gristmill.recipe.selfinstruct;

import org.jspecify.annotations.NullMarked;
