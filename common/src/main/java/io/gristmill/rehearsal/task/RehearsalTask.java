package io.gristmill.rehearsal.task;

import java.io.Serializable;

/**
 * A task with its right answer.
 *
 * @param instruction one line
 * @param input the material to work on; empty when the instruction holds it
 * @param output the answer, computed
 * @param language of the instruction
 * @param family kebab-case name of the kind of task
 * @param classification whether the answer is one of a few labels
 * @param wrong an answer of the same shape that is not right, for preferences
 * @param polite the right answer in a polite tone
 * @param impolite the right answer in an impolite tone
 */
public record RehearsalTask(
    String instruction,
    String input,
    String output,
    Language language,
    String family,
    boolean classification,
    String wrong,
    String polite,
    String impolite)
    implements Serializable {}
