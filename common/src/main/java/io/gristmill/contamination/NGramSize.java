package io.gristmill.contamination;

import io.gristmill.check.Require;
import java.io.Serializable;

/**
 * The length of an n-gram. It may mix words of spaced scripts and single characters of Chinese,
 * Japanese, Korean and other scripts. Tokens are weighted so that {@code words} words or {@code
 * chars} characters complete an n-gram.
 *
 * @param words number of words in an n-gram, at least 1; 13 in GPT-3
 * @param chars number of characters in an n-gram of a script that is split into characters, at
 *     least 1
 * @param minWords minimum length (words, or the same fraction of characters) of a benchmark text;
 *     shorter ones are ignored
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

  /** The weight of an n-gram. */
  int fullWeight() {
    return words * chars;
  }

  /** The minimum weight of a benchmark text. */
  int minWeight() {
    return minWords * chars;
  }
}
