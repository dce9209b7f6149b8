package io.gristmill.bpe;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How often each word stands in the texts. Not safe for use by several threads. */
public final class WordCounts {

  private final PreTokenizer preTokenizer;
  private final Map<String, long[]> counts = new HashMap<>();
  private long characters;

  public WordCounts(PreTokenizer splitting) {
    this.preTokenizer = splitting;
  }

  /** Counts the words of one more text. */
  public void add(String text) {
    characters += text.length();
    preTokenizer.split(text, word -> counts.computeIfAbsent(word, w -> new long[1])[0]++);
  }

  /** UTF-16 units of all texts. */
  public long characters() {
    return characters;
  }

  /** Number of different words. */
  public int words() {
    return counts.size();
  }

  SortedMap<String, Long> sorted() {
    SortedMap<String, Long> sorted = new TreeMap<>();
    counts.forEach((word, count) -> sorted.put(word, count[0]));
    return sorted;
  }
}
