package io.gristmill.rehearsal.reply;

import io.gristmill.rehearsal.task.Language;
import java.util.List;
import java.util.Optional;

/** What a prompt asks for. */
public sealed interface PromptIntent {

  /**
   * A numbered list of instructions to go on with.
   *
   * @param next the number that the prompt ends with
   * @param shown the instructions of the prompt
   * @param language that is asked for; by settings where empty
   * @param labels whether only classification tasks are wanted
   */
  record Propose(int next, List<String> shown, Optional<Language> language, boolean labels)
      implements PromptIntent {}

  /**
   * Whole tasks in blocks, as Alpaca asks for them.
   *
   * @param next the number that the prompt ends with
   * @param last the number of the last task
   * @param noInput what stands for no input
   */
  record TaskList(int next, int last, Optional<Language> language, String noInput)
      implements PromptIntent {}

  /** Whether a task is a classification. */
  record Classify(String instruction) implements PromptIntent {}

  /**
   * Inputs and outputs for a task.
   *
   * @param labelsFirst whether the label stands before its input
   */
  record Instances(String instruction, boolean labelsFirst) implements PromptIntent {}

  /**
   * One more task for a list, on one line.
   *
   * @param language that is asked for; by settings where empty
   */
  record ProposeOne(Optional<Language> language) implements PromptIntent {}

  /**
   * One input and output for a task.
   *
   * @param noInput what stands for no input
   */
  record OneInstance(String instruction, String noInput) implements PromptIntent {}

  /**
   * An instruction out of nothing: an empty user's turn.
   *
   * @param language that the text in front of it names; by settings where empty
   */
  record Invent(Optional<Language> language) implements PromptIntent {}

  /** A harder or a new task made from one. */
  record Evolve(String task, boolean fromScratch) implements PromptIntent {}

  /** A critique of a task and its answer, and a better one of both or of the answer alone. */
  record Reflect(String task, String answer, boolean answerOnly) implements PromptIntent {}

  /** Whether two instructions ask for the same. */
  record Equal(String first, String second) implements PromptIntent {}

  /** The steps that lead to an answer, and the answer. */
  record Explain(String task, String answer) implements PromptIntent {}

  /** A text in the passive voice. */
  record MakePassive(String text) implements PromptIntent {}

  /** A text in another tone. */
  record SetTone(String text, boolean polite) implements PromptIntent {}

  /** How good an answer is, from 0 to 100. */
  record Score(String expected, String actual) implements PromptIntent {}

  /**
   * How good an answer to a task is, from 0 to 100.
   *
   * @param reference a right answer, which counts where the task is not known; empty for none
   */
  record Judge(String task, String reference, String answer) implements PromptIntent {}

  /** Which of two answers is better. */
  record Compare(String task, String first, String second) implements PromptIntent {}

  /** An answer to a task. */
  record Solve(String instruction, String input) implements PromptIntent {}
}
