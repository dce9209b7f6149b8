package io.gristmill.contamination;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Index of the n-grams of benchmarks. Immutable, so that several threads can search it and Spark
 * can broadcast it. Exact: n-grams are found by hash and compared token by token. Memory is about
 * 16 to 32 bytes per n-gram plus the distinct words; a search takes time proportional to the text.
 */
public final class BenchmarkIndex implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int UNKNOWN = -1;

  private final NGramSize size;
  private final Map<String, Integer> vocabulary;
  private final String[] words;
  private final String[] ids;

  /** The tokens of all benchmark texts, concatenated, and the record of each token. */
  private final int[] units;

  private final int[] records;
  private final NGramTable grams;

  /** Lengths (tokens) of the short benchmark texts, indexed as a whole, in descending order. */
  private final int[] shortLengths;

  private final int tooShort;

  private BenchmarkIndex(Builder texts) {
    size = texts.size;
    vocabulary = texts.vocabulary;
    words = new String[vocabulary.size()];
    vocabulary.forEach((word, number) -> words[number] = word);
    ids = texts.ids.toArray(String[]::new);
    units = Arrays.copyOf(texts.units, texts.unitCount);
    records = Arrays.copyOf(texts.records, texts.unitCount);
    grams = texts.grams;
    shortLengths = texts.shortLengths.stream().mapToInt(Integer::intValue).toArray();
    tooShort = texts.tooShort;
  }

  /** A builder for an index. */
  public static Builder builder(NGramSize size) {
    return new Builder(size);
  }

  /** Number of distinct n-grams. */
  public int nGramCount() {
    return grams.size();
  }

  /** Number of benchmark texts that were too short for the index. */
  public int tooShortTexts() {
    return tooShort;
  }

  /** The first n-gram of a text that occurs in a benchmark; of several at one place the longest. */
  public Optional<Overlap> findOverlap(String text) {
    WeightedTokens tokens = WeightedTokens.of(text, size);
    int[] numbers = numbers(tokens.texts());
    for (int start = 0; start < numbers.length; start++) {
      int end = numbers[start] == UNKNOWN ? -1 : tokens.end(start, size.fullWeight());
      int match = end < 0 ? NGramTable.NONE : find(numbers, start, end);
      for (int i = 0; match == NGramTable.NONE && i < shortLengths.length; i++) {
        end = start + shortLengths[i];
        match = end <= numbers.length ? find(numbers, start, end) : NGramTable.NONE;
      }
      if (match != NGramTable.NONE) {
        return Optional.of(overlap(match, end - start));
      }
    }
    return Optional.empty();
  }

  private int[] numbers(List<String> texts) {
    return texts.stream().mapToInt(word -> vocabulary.getOrDefault(word, UNKNOWN)).toArray();
  }

  private int find(int[] numbers, int start, int end) {
    return find(grams, NGramTable.hash(numbers, start, end), units, numbers, start, end);
  }

  /** The place among {@code units} of an n-gram, given as a range of tokens. */
  private static int find(
      NGramTable grams, long hash, int[] units, int[] tokens, int start, int end) {
    return grams.find(
        hash,
        (place, length) ->
            length == end - start
                && Arrays.equals(units, place, place + length, tokens, start, end));
  }

  private Overlap overlap(int place, int length) {
    StringBuilder gram = new StringBuilder();
    for (int i = place; i < place + length; i++) {
      gram.append(i == place ? "" : " ").append(words[units[i]]);
    }
    return new Overlap(ids[records[place]], gram.toString(), length);
  }

  /** Collects the texts of benchmarks. Not thread-safe. */
  public static final class Builder {

    private final NGramSize size;
    private final Map<String, Integer> vocabulary = new HashMap<>();
    private final List<String> ids = new ArrayList<>();
    private final NGramTable grams = new NGramTable();
    private final Set<Integer> shortLengths = new TreeSet<>(Collections.reverseOrder());
    private int[] units = new int[1024];
    private int[] records = new int[1024];
    private int unitCount;
    private int tooShort;

    private Builder(NGramSize size) {
      this.size = size;
    }

    /**
     * Adds a text of a benchmark record. Of equal n-grams the first one is kept. A text shorter
     * than an n-gram is indexed as a whole.
     *
     * @param id id of the record; a record may have several texts
     */
    public Builder add(String id, String text) {
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

    /** Builds the index, which takes over the texts: the builder must not be used any more. */
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
      if (find(grams, hash, units, units, start, end) == NGramTable.NONE) {
        grams.put(hash, start, end - start);
      }
    }
  }
}
