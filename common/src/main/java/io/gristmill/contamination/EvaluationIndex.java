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
public final class EvaluationIndex implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int UNKNOWN = -1;

  private final GramSize size;
  private final Map<String, Integer> vocabulary;
  private final String[] words;
  private final String[] ids;

  /** The units of all evaluation texts behind each other, and the record of each. */
  private final int[] units;

  private final int[] records;
  private final GramTable grams;

  /** Lengths in units of evaluation texts that are n-grams by themselves, the longest first. */
  private final int[] shortLengths;

  private final int tooShort;

  EvaluationIndex(EvaluationTexts texts) {
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
  public static EvaluationTexts builder(GramSize size) {
    return new EvaluationTexts(size);
  }

  /** How many different n-grams there are. */
  public int grams() {
    return grams.size();
  }

  /** How many evaluation texts were too short to be looked for. */
  public int tooShort() {
    return tooShort;
  }

  /**
   * The first n-gram of a text that an evaluation text has, by its place in the text, and the
   * longest of several at one place.
   */
  public Optional<Overlap> check(String text) {
    Units read = Units.of(text, size);
    int[] numbers = numbers(read.texts());
    for (int start = 0; start < numbers.length; start++) {
      int end = numbers[start] == UNKNOWN ? -1 : read.end(start, size.full());
      int found = end < 0 ? GramTable.NONE : find(numbers, start, end);
      for (int i = 0; found == GramTable.NONE && i < shortLengths.length; i++) {
        end = start + shortLengths[i];
        found = end <= numbers.length ? find(numbers, start, end) : GramTable.NONE;
      }
      if (found != GramTable.NONE) {
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
        GramTable.hash(numbers, start, end),
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
