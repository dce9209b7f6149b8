package io.gristmill.recipe;

import io.gristmill.text.PythonText;
import io.gristmill.text.WholeWords;
import io.gristmill.text.Words;
import java.io.Serializable;
import java.util.Optional;

/**
 * Rules of Self-Instruct and Stanford Alpaca for new instructions, checked in the order of their
 * code.
 *
 * @param minWords minimum number of words
 * @param maxWords maximum number of words
 * @param eastAsianWords whether each Han, kana, Thai or Hangul character counts as one word;
 *     otherwise words are separated by white space, as in the released code of both
 * @param blocklist words that name things a text model cannot do
 * @param nonAsciiStart whether an instruction may start with a non-ASCII character; the released
 *     code of both rejects it
 */
public record InstructionRules(
    int minWords, int maxWords, boolean eastAsianWords, WholeWords blocklist, boolean nonAsciiStart)
    implements Serializable {

  /** Prefix that both reject (case-sensitive). */
  private static final String PROGRAM = "Write a program";

  /** Returns the rejection by the first broken rule, with {@code piece} as its text. */
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
