package io.gristmill.contamination;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Collects the texts of evaluation sets for an {@link EvaluationIndex}. For one thread. */
public final class EvaluationTexts {

  private final GramSize size;
  private final Map<String, Integer> vocabulary = new LinkedHashMap<>();
  private final List<String> ids = new ArrayList<>();
  private final GramTable grams = new GramTable();
  private final Set<Integer> shortLengths = new TreeSet<>();
  private int[] units = new int[1024];
  private int[] records = new int[1024];
  private int used;
  private int tooShort;

  EvaluationTexts(GramSize size) {
    this.size = size;
  }

  /**
   * Adds a text of an evaluation record; of equal n-grams the one that was added first counts. A
   * text that is shorter than an n-gram is one as a whole.
   *
   * @param id names the record; one record may have several texts
   */
  public EvaluationTexts add(String id, String text) {
    Units read = Units.of(text, size);
    if (read.weight() < size.least()) {
      tooShort += read.size() == 0 ? 0 : 1;
      return this;
    }
    int from = append(id, read);
    boolean whole = read.weight() < size.full();
    if (whole) {
      shortLengths.add(read.size());
      put(from, from + read.size());
    }
    for (int start = 0; !whole && start < read.size(); start++) {
      int end = read.end(start, size.full());
      if (end < 0) {
        break;
      }
      put(from + start, from + end);
    }
    return this;
  }

  public EvaluationIndex build() {
    return new EvaluationIndex(this);
  }

  private int append(String id, Units read) {
    if (used + read.size() > units.length) {
      int length = Math.max(2 * units.length, used + read.size());
      units = Arrays.copyOf(units, length);
      records = Arrays.copyOf(records, length);
    }
    ids.add(id);
    int from = used;
    for (String word : read.texts()) {
      Integer known = vocabulary.putIfAbsent(word, vocabulary.size());
      units[used] = known == null ? vocabulary.size() - 1 : known;
      records[used] = ids.size() - 1;
      used++;
    }
    return from;
  }

  private void put(int start, int end) {
    long hash = GramTable.hash(units, start, end);
    int[] all = units;
    int found =
        grams.find(
            hash,
            (place, length) ->
                length == end - start
                    && Arrays.equals(all, place, place + length, all, start, end));
    if (found == GramTable.NONE) {
      grams.put(hash, start, end - start);
    }
  }

  GramSize size() {
    return size;
  }

  Map<String, Integer> vocabulary() {
    return vocabulary;
  }

  List<String> ids() {
    return ids;
  }

  int[] units() {
    return Arrays.copyOf(units, used);
  }

  int[] records() {
    return Arrays.copyOf(records, used);
  }

  GramTable grams() {
    return grams.copy();
  }

  Set<Integer> shortLengths() {
    return shortLengths;
  }

  int tooShort() {
    return tooShort;
  }
}
