package io.gristmill.metric;

import io.gristmill.text.PythonText;
import java.util.HashSet;
import java.util.Set;

/**
 * Jaccard similarity of the word sets of two texts, |A ∩ B| / |A ∪ B|; words are lower-cased and
 * separated by white space.
 */
public final class WordJaccard {

  private WordJaccard() {}

  /** Returns the similarity, in [0, 1]; 0 for two texts without words. */
  public static double of(String first, String second) {
    return of(words(first), words(second));
  }

  /** Returns the distinct words of a text. */
  public static Set<String> words(String text) {
    return new HashSet<>(PythonText.split(PythonText.lower(text)));
  }

  /** Returns the similarity of two sets of words. */
  public static double of(Set<String> first, Set<String> second) {
    Set<String> smaller = first.size() <= second.size() ? first : second;
    Set<String> larger = smaller == first ? second : first;
    long common = smaller.stream().filter(larger::contains).count();
    long all = first.size() + second.size() - common;
    return all == 0 ? 0 : (double) common / all;
  }
}
