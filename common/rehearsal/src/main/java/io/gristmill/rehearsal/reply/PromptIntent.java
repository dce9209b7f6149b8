package io.gristmill.rehearsal.reply;

import io.gristmill.rehearsal.task.Language;
import java.util.List;
import java.util.Optional;

/** The intent of a prompt, as recognized by {@link PromptReader}. */
public sealed interface PromptIntent {

  /**
   * Continue a numbered list of instructions.
   *
   * @param next number at the end of the prompt
   * @param shown instructions in the prompt
   * @param language requested language; empty means by the settings
   * @param labels whether only classification tasks are requested
   */
  record Propose(int next, List<String> shown, Optional<Language> language, boolean labels)
      implements PromptIntent {}

  /**
   * Continue a list of complete tasks in blocks, as in Alpaca.
   *
   * @param next number at the end of the prompt
   * @param last number of the last task
   * @param noInput marker of an empty input
   */
  record TaskList(int next, int last, Optional<Language> language, String noInput)
      implements PromptIntent {}

  /** Decide whether a task is a classification. */
  record Classify(String instruction) implements PromptIntent {}

  /**
   * Write inputs and outputs for a task.
   *
   * @param labelsFirst whether the label precedes its input
   */
  record Instances(String instruction, boolean labelsFirst) implements PromptIntent {}

  /**
   * Write one more task of a list, on one line.
   *
   * @param language requested language; empty means by the settings
   */
  record ProposeOne(Optional<Language> language) implements PromptIntent {}

  /**
   * Write one input and output for a task.
   *
   * @param noInput marker of an empty input
   */
  record OneInstance(String instruction, String noInput) implements PromptIntent {}

  /**
   * Write an instruction for an empty user turn.
   *
   * @param language language named by the preceding text; empty means by the settings
   */
  record Invent(Optional<Language> language) implements PromptIntent {}

  /** Evolve a task into a harder or a new one. */
  record Evolve(String task, boolean fromScratch) implements PromptIntent {}

  /** Criticize a task and its answer, and improve both or the answer alone. */
  record Reflect(String task, String answer, boolean answerOnly) implements PromptIntent {}

  /** Decide whether two instructions are equal. */
  record Equal(String first, String second) implements PromptIntent {}

  /** Explain the steps to an answer. */
  record Explain(String task, String answer) implements PromptIntent {}

  /** Rewrite a text in the passive voice. */
  record MakePassive(String text) implements PromptIntent {}

  /** Rewrite a text in another tone. */
  record SetTone(String text, boolean polite) implements PromptIntent {}

  /**
   * Score the answer to a task, in [0, 100].
   *
   * @param reference reference answer, used if the task is not recognized; empty if there is none
   */
  record Judge(String task, String reference, String answer) implements PromptIntent {}

  /** Answer a task. */
  record Solve(String instruction, String input) implements PromptIntent {}
}
