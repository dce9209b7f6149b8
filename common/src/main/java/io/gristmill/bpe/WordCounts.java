package io.gristmill.bpe;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts the words of texts. Not thread-safe. */
public final class WordCounts {

  private final PreTokenizer preTokenizer;
  private final Map<String, long[]> counts = new HashMap<>();
  private long characters;

  public WordCounts(PreTokenizer splitting) {
    this.preTokenizer = splitting;
  }

  /** Adds the words of a text. */
  public void add(String text) {
    characters += text.length();
    preTokenizer.split(text, word -> counts.computeIfAbsent(word, w -> new long[1])[0]++);
  }

  /** Number of UTF-16 units in all texts. */
  public long characters() {
    return characters;
  }

  /** Number of distinct words. */
  public int distinctWords() {
    return counts.size();
  }

  SortedMap<String, Long> sorted() {
    SortedMap<String, Long> sorted = new TreeMap<>();
    counts.forEach((word, count) -> sorted.put(word, count[0]));
    return sorted;
  }
}
