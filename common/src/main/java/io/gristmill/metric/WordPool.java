package io.gristmill.metric;

import io.gristmill.text.PythonText;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A growing pool of texts that finds the most similar one by the Jaccard similarity of their word
 * sets, |A ∩ B| / |A ∪ B|; words are lower-cased and separated by white space. Exact: every text
 * that shares a word is compared. Not thread-safe.
 */
public final class WordPool {

  private final Map<String, List<Integer>> textsByWord = new HashMap<>();
  private final List<String> ids = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();

  /** The id of a similar text in the pool, and the Jaccard similarity in [0, 1]. */
  public record Match(String id, double similarity) implements Serializable {}

  /** Appends a text. */
  public void add(String id, String text) {
    Set<String> words = words(text);
    words.forEach(word -> textsByWord.computeIfAbsent(word, w -> new ArrayList<>()).add(size()));
    ids.add(id);
    sizes.add(words.size());
  }

  public int size() {
    return ids.size();
  }

  /** Returns the most similar text above the threshold, if any; the earliest on ties. */
  public Optional<Match> findMostSimilar(String text, double threshold) {
    Set<String> words = words(text);
    int[] common = countCommon(words);
    double highest = threshold;
    Optional<Match> best = Optional.empty();
    for (int i = 0; i < common.length; i++) {
      if (common[i] > 0) {
        double similarity = (double) common[i] / (words.size() + sizes.get(i) - common[i]);
        if (similarity > highest) {
          highest = similarity;
          best = Optional.of(new Match(ids.get(i), similarity));
        }
      }
    }
    return best;
  }

  private static Set<String> words(String text) {
    return new HashSet<>(PythonText.split(PythonText.lower(text)));
  }

  /** Counts the words that each text shares. */
  private int[] countCommon(Set<String> words) {
    int[] common = new int[size()];
    for (String word : words) {
      textsByWord.getOrDefault(word, List.of()).forEach(text -> common[text]++);
    }
    return common;
  }
}
