package io.gristmill.contamination;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Collects the texts of benchmarks for a {@link BenchmarkIndex}. Not thread-safe. */
public final class BenchmarkIndexBuilder {

  private final NGramSize size;
  private final Map<String, Integer> vocabulary = new LinkedHashMap<>();
  private final List<String> ids = new ArrayList<>();
  private final NGramTable grams = new NGramTable();
  private final Set<Integer> shortLengths = new TreeSet<>();
  private int[] units = new int[1024];
  private int[] records = new int[1024];
  private int unitCount;
  private int tooShort;

  BenchmarkIndexBuilder(NGramSize size) {
    this.size = size;
  }

  /**
   * Adds a text of a benchmark record. Of equal n-grams the first one is kept. A text shorter than
   * an n-gram is indexed as a whole.
   *
   * @param id id of the record; a record may have several texts
   */
  public BenchmarkIndexBuilder add(String id, String text) {
    WeightedTokens tokens = WeightedTokens.of(text, size);
    if (tokens.weight() < size.minWeight()) {
      tooShort += tokens.size() == 0 ? 0 : 1;
      return this;
    }
    int from = append(id, tokens);
    boolean whole = tokens.weight() < size.fullWeight();
    if (whole) {
      shortLengths.add(tokens.size());
      put(from, from + tokens.size());
    }
    for (int start = 0; !whole && start < tokens.size(); start++) {
      int end = tokens.end(start, size.fullWeight());
      if (end < 0) {
        break;
      }
      put(from + start, from + end);
    }
    return this;
  }

  public BenchmarkIndex build() {
    return new BenchmarkIndex(this);
  }

  private int append(String id, WeightedTokens tokens) {
    if (unitCount + tokens.size() > units.length) {
      int length = Math.max(2 * units.length, unitCount + tokens.size());
      units = Arrays.copyOf(units, length);
      records = Arrays.copyOf(records, length);
    }
    ids.add(id);
    int from = unitCount;
    for (String word : tokens.texts()) {
      Integer previous = vocabulary.putIfAbsent(word, vocabulary.size());
      units[unitCount] = previous == null ? vocabulary.size() - 1 : previous;
      records[unitCount] = ids.size() - 1;
      unitCount++;
    }
    return from;
  }

  private void put(int start, int end) {
    long hash = NGramTable.hash(units, start, end);
    int[] all = units;
    int found =
        grams.find(
            hash,
            (place, length) ->
                length == end - start
                    && Arrays.equals(all, place, place + length, all, start, end));
    if (found == NGramTable.NONE) {
      grams.put(hash, start, end - start);
    }
  }

  NGramSize size() {
    return size;
  }

  Map<String, Integer> vocabulary() {
    return vocabulary;
  }

  List<String> ids() {
    return ids;
  }

  int[] units() {
    return Arrays.copyOf(units, unitCount);
  }

  int[] records() {
    return Arrays.copyOf(records, unitCount);
  }

  NGramTable grams() {
    return grams.copy();
  }

  Set<Integer> shortLengths() {
    return shortLengths;
  }

  int tooShort() {
    return tooShort;
  }
}
