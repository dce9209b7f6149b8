package io.gristmill.contamination;

import io.gristmill.check.Require;
import java.io.Serializable;

/**
 * How long an n-gram is. Words of spaced scripts and single characters of Chinese, Japanese, Korean
 * and other scripts may be mixed in one: each weighs its share, so that {@code words} words or
 * {@code characters} characters fill an n-gram.
 *
 * @param words that fill an n-gram, at least 1; 13 in GPT-3
 * @param chars of scripts that are cut into characters that fill one, at least 1
 * @param minWords an evaluation text shorter than an n-gram is one by itself when it has the weight
 *     of so many words; shorter ones are not looked for
 */
public record NGramSize(int words, int chars, int minWords) implements Serializable {

  public NGramSize {
    Require.that(
        words >= 1 && chars >= 1 && 1 <= minWords && minWords <= words,
        "an n-gram needs 1 <= min-ngram-size <= ngram-size and char-ngram-size >= 1, was %d, %d,"
            + " %d",
        minWords,
        words,
        chars);
  }

  /** What an n-gram weighs. */
  int fullWeight() {
    return words * chars;
  }

  /** What an evaluation text must weigh to be looked for. */
  int minWeight() {
    return minWords * chars;
  }

  int wordWeight() {
    return chars;
  }

  int charWeight() {
    return words;
  }
}
