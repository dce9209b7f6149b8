package io.gristmill.recipe;

import io.gristmill.text.PythonText;
import io.gristmill.text.WholeWords;
import io.gristmill.text.Words;
import java.io.Serializable;
import java.util.Optional;

/**
 * What Self-Instruct and Stanford Alpaca ask of a new instruction, checked in their order.
 *
 * @param minWords fewest words kept
 * @param maxWords most words kept
 * @param eastAsianWords whether each Han, kana, Thai or Hangul character counts as a word; without
 *     it words are what white space separates, as in the references
 * @param blacklist words of what a text model cannot do
 * @param nonAsciiStart whether an instruction may start beyond ASCII; not so in the references
 */
public record InstructionRules(
    int minWords, int maxWords, boolean eastAsianWords, WholeWords blacklist, boolean nonAsciiStart)
    implements Serializable {

  /** Starts that both refuse, in this case only. */
  private static final String PROGRAM = "Write a program";

  /** The refusal of an instruction that breaks a rule; its text is {@code piece}. */
  public Optional<Refusal> judge(String instruction, String piece) {
    if (instruction.isEmpty()) {
      return refuse("empty", "no instruction", piece);
    }
    int words =
        eastAsianWords ? Words.countEastAsian(instruction) : PythonText.countWords(instruction);
    if (words < minWords) {
      return refuse("too-short", "%d words, fewer than %d".formatted(words, minWords), piece);
    }
    if (words > maxWords) {
      return refuse("too-long", "%d words, more than %d".formatted(words, maxWords), piece);
    }
    Optional<String> word = blacklist.findFirst(instruction);
    return word.isPresent()
        ? refuse("blacklist", "contains \"" + word.get() + "\"", piece)
        : judgeStart(instruction, piece);
  }

  private Optional<Refusal> judgeStart(String instruction, String piece) {
    if (instruction.startsWith(PROGRAM)) {
      return refuse("write-a-program", "starts with \"" + PROGRAM + "\"", piece);
    }
    int first = instruction.codePointAt(0);
    if (PythonText.isAsciiPunctuation(first)) {
      return refuse("punctuation-start", "starts with " + Character.toString(first), piece);
    }
    return first >= 0x80 && !nonAsciiStart
        ? refuse("non-ascii-start", "starts with " + Character.toString(first), piece)
        : Optional.empty();
  }

  private static Optional<Refusal> refuse(String rule, String detail, String piece) {
    return Optional.of(new Refusal(rule, detail, piece));
  }
}
