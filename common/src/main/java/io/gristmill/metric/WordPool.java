package io.gristmill.metric;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Texts that grow in number, asked for the one with most words in common by {@link WordJaccard}.
 * Exact: every text that shares a word is counted. For one thread.
 */
public final class WordPool {

  private final Map<String, List<Integer>> textsByWord = new HashMap<>();
  private final List<String> ids = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();

  /**
   * A text that is similar.
   *
   * @param id under which it was added
   * @param similarity from 0 to 1
   */
  public record Match(String id, double similarity) implements Serializable {}

  /** Adds a text behind all others. */
  public void add(String id, String text) {
    Set<String> words = WordJaccard.words(text);
    words.forEach(word -> textsByWord.computeIfAbsent(word, w -> new ArrayList<>()).add(size()));
    ids.add(id);
    sizes.add(words.size());
  }

  public int size() {
    return ids.size();
  }

  /**
   * The most similar text, the earliest where several are; nothing where none is more similar than
   * the threshold.
   */
  public Optional<Match> findMostSimilar(String text, double threshold) {
    Set<String> words = WordJaccard.words(text);
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

  /** How many words each text shares. */
  private int[] countCommon(Set<String> words) {
    int[] common = new int[size()];
    for (String word : words) {
      textsByWord.getOrDefault(word, List.of()).forEach(text -> common[text]++);
    }
    return common;
  }
}
