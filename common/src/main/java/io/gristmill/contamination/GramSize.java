package io.gristmill.contamination;

import io.gristmill.check.Require;
import java.io.Serializable;

/**
 * How long an n-gram is. Words of spaced scripts and single characters of Chinese, Japanese, Korean
 * and other scripts may be mixed in one: each weighs its share, so that {@code words} words or
 * {@code characters} characters fill an n-gram.
 *
 * @param words that fill an n-gram, at least 1; 13 in GPT-3
 * @param characters of scripts that are cut into characters that fill one, at least 1
 * @param leastWords an evaluation text shorter than an n-gram is one by itself when it has the
 *     weight of so many words; shorter ones are not looked for
 */
public record GramSize(int words, int characters, int leastWords) implements Serializable {

  public GramSize {
    Require.that(
        words >= 1 && characters >= 1 && 1 <= leastWords && leastWords <= words,
        "an n-gram needs 1 <= least-words <= words and characters >= 1, was %d, %d, %d",
        leastWords,
        words,
        characters);
  }

  /** What an n-gram weighs. */
  int full() {
    return words * characters;
  }

  /** What an evaluation text must weigh to be looked for. */
  int least() {
    return leastWords * characters;
  }

  int ofWord() {
    return characters;
  }

  int ofCharacter() {
    return words;
  }
}
