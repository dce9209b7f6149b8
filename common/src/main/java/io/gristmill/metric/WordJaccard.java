package io.gristmill.metric;

import io.gristmill.text.PythonText;
import java.util.HashSet;
import java.util.Set;

/**
 * Similarity of two texts by their distinct words, lower-cased and separated by white space: the
 * share of all words that both have. Source: seed document 004.
 */
public final class WordJaccard {

  private WordJaccard() {}

  /** From 0 to 1; two texts without a word have 0. */
  public static double of(String first, String second) {
    return of(words(first), words(second));
  }

  /** The distinct words of a text. */
  public static Set<String> words(String text) {
    return new HashSet<>(PythonText.split(PythonText.lower(text)));
  }

  /** The same of two sets of words. */
  public static double of(Set<String> first, Set<String> second) {
    Set<String> smaller = first.size() <= second.size() ? first : second;
    Set<String> larger = smaller == first ? second : first;
    long common = smaller.stream().filter(larger::contains).count();
    long all = first.size() + second.size() - common;
    return all == 0 ? 0 : (double) common / all;
  }
}
