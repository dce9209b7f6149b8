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
 * The n-grams of evaluation sets, to be looked for in any text. Immutable, so that many threads may
 * ask at once and it can be sent to other machines. Exact: n-grams are found by a hash and compared
 * unit by unit. Memory is some 16 to 32 bytes an n-gram and the distinct words; a check takes time
 * in proportion to the text.
 */
public final class BenchmarkIndex implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int UNKNOWN = -1;

  private final NGramSize size;
  private final Map<String, Integer> vocabulary;
  private final String[] words;
  private final String[] ids;

  /** The units of all evaluation texts behind each other, and the record of each. */
  private final int[] units;

  private final int[] records;
  private final NGramTable grams;

  /** Lengths in units of evaluation texts that are n-grams by themselves, the longest first. */
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

  /** An index to be filled. */
  public static BenchmarkIndexBuilder builder(NGramSize size) {
    return new BenchmarkIndexBuilder(size);
  }

  /** How many different n-grams there are. */
  public int nGramCount() {
    return grams.size();
  }

  /** How many evaluation texts were too short to be looked for. */
  public int tooShortTexts() {
    return tooShort;
  }

  /**
   * The first n-gram of a text that an evaluation text has, by its place in the text, and the
   * longest of several at one place.
   */
  public Optional<Overlap> findOverlap(String text) {
    WeightedTokens tokens = WeightedTokens.of(text, size);
    int[] numbers = numbers(tokens.texts());
    for (int start = 0; start < numbers.length; start++) {
      int end = numbers[start] == UNKNOWN ? -1 : tokens.end(start, size.fullWeight());
      int found = end < 0 ? NGramTable.NONE : find(numbers, start, end);
      for (int i = 0; found == NGramTable.NONE && i < shortLengths.length; i++) {
        end = start + shortLengths[i];
        found = end <= numbers.length ? find(numbers, start, end) : NGramTable.NONE;
      }
      if (found != NGramTable.NONE) {
        return Optional.of(overlap(found, end - start));
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
