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
 * @param blocklist words of what a text model cannot do
 * @param nonAsciiStart whether an instruction may start beyond ASCII; not so in the references
 */
public record InstructionRules(
    int minWords, int maxWords, boolean eastAsianWords, WholeWords blocklist, boolean nonAsciiStart)
    implements Serializable {

  /** Starts that both refuse, in this case only. */
  private static final String PROGRAM = "Write a program";

  /** The refusal of an instruction that breaks a rule; its text is {@code piece}. */
  public Optional<Rejection> judge(String instruction, String piece) {
    if (instruction.isEmpty()) {
      return reject("empty", "no instruction", piece);
    }
    int words =
        eastAsianWords ? Words.countEastAsian(instruction) : PythonText.countWords(instruction);
    if (words < minWords) {
      return reject("too-short", "%d words, fewer than %d".formatted(words, minWords), piece);
    }
    if (words > maxWords) {
      return reject("too-long", "%d words, more than %d".formatted(words, maxWords), piece);
    }
    Optional<String> word = blocklist.findFirst(instruction);
    return word.isPresent()
        ? reject("blocklist", "contains \"" + word.get() + "\"", piece)
        : judgeStart(instruction, piece);
  }

  private Optional<Rejection> judgeStart(String instruction, String piece) {
    if (instruction.startsWith(PROGRAM)) {
      return reject("write-a-program", "starts with \"" + PROGRAM + "\"", piece);
    }
    int first = instruction.codePointAt(0);
    if (PythonText.isAsciiPunctuation(first)) {
      return reject("punctuation-start", "starts with " + Character.toString(first), piece);
    }
    return first >= 0x80 && !nonAsciiStart
        ? reject("non-ascii-start", "starts with " + Character.toString(first), piece)
        : Optional.empty();
  }

  private static Optional<Rejection> reject(String rule, String detail, String piece) {
    return Optional.of(new Rejection(rule, detail, piece));
  }
}
