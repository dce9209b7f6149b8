package io.gristmill.rehearsal.task;

/**
 * A task with its correct answer.
 *
 * @param instruction instruction on one line
 * @param input input of the task; empty if the instruction contains it
 * @param output computed answer
 * @param language language of the instruction
 * @param family name of the task family
 * @param classification whether the answer is one of a few labels
 * @param wrong wrong answer of the same form, for preferences
 * @param polite correct answer in a polite tone
 * @param impolite correct answer in an impolite tone
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
    String impolite) {

  /** This task with another instruction. */
  public RehearsalTask withInstruction(String text) {
    return new RehearsalTask(
        text, input, output, language, family, classification, wrong, polite, impolite);
  }
}
