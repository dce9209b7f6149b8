package io.gristmill.contamination;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /**
   * Lengths (tokens) of the short benchmark texts that are indexed as a whole, in descending order.
   */
  private final int[] shortLengths;

  private final int tooShort;

  BenchmarkIndex(BenchmarkIndexBuilder texts) {
    size = texts.size();
    vocabulary = new HashMap<>(texts.vocabulary());
    words = new String[vocabulary.size()];
    vocabulary.forEach((word, number) -> words[number] = word);
    ids = texts.ids().toArray(String[]::new);
    units = texts.units();
    records = texts.records();
    grams = texts.grams();
    TreeSet<Integer> lengths = new TreeSet<>(Collections.reverseOrder());
    lengths.addAll(texts.shortLengths());
    shortLengths = lengths.stream().mapToInt(Integer::intValue).toArray();
    tooShort = texts.tooShort();
  }

  /** A builder for an index. */
  public static BenchmarkIndexBuilder builder(NGramSize size) {
    return new BenchmarkIndexBuilder(size);
  }

  /** Number of distinct n-grams. */
  public int nGramCount() {
    return grams.size();
  }

  /** Number of benchmark texts that were too short for the index. */
  public int tooShortTexts() {
    return tooShort;
  }

  /**
   * The first n-gram in a text that also occurs in a benchmark; of several at one position the
   * longest.
   */
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
    return grams.find(
        NGramTable.hash(numbers, start, end),
        (place, length) ->
            length == end - start
                && Arrays.equals(units, place, place + length, numbers, start, end));
  }

  private Overlap overlap(int place, int length) {
    StringBuilder gram = new StringBuilder();
    for (int i = place; i < place + length; i++) {
      gram.append(i == place ? "" : " ").append(words[units[i]]);
    }
    return new Overlap(ids[records[place]], gram.toString(), length);
  }
}
