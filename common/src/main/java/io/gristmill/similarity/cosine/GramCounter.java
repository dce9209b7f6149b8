package io.gristmill.similarity.cosine;

import io.gristmill.text.PythonText;

/**
 * Counts the character n-grams of texts. A text is lower-cased, loses every code point that is
 * neither {@code \w} nor {@code \s} in Python's sense, and each run of two or more white-space code
 * points becomes one blank, while a single one stays as it is. Grams run over the whole result,
 * blanks included, without padding.
 *
 * <p>Holds scratch memory, so use one per thread. Memory is linear in the distinct grams of the
 * longest recent text.
 */
public final class GramCounter {

  private static final int SMALL = 1 << 10;
  private static final int ROOM = 16; // how many times its need the table may be before it shrinks

  private final NgramRange range;
  private LongIntMap table = new LongIntMap(SMALL);
  private long previous; // the code point before, plus one; zero at the start
  private long beforePrevious;

  public GramCounter(NgramRange range) {
    this.range = range;
  }

  /** The grams of one text; empty when it normalises to nothing or is shorter than any gram. */
  public GramCounts count(String text) {
    reset();
    scan(PythonText.lower(text));
    long[] codes = table.sortedKeys();
    return new GramCounts(codes, table.valuesOf(codes));
  }

  private void reset() {
    if (table.slots() > 4 * SMALL && table.slots() > ROOM * table.size()) {
      table = new LongIntMap(SMALL); // a huge table after one huge text would miss the cache
    }
    table.clear();
    previous = 0;
    beforePrevious = 0;
  }

  private void scan(String lower) {
    int space = 0; // the pending white space: what the current run of it turns into, or zero
    for (int i = 0; i < lower.length(); ) {
      int codePoint = lower.codePointAt(i);
      i += Character.charCount(codePoint);
      if (PythonText.isWord(codePoint)) {
        if (space != 0) {
          emit(space);
          space = 0;
        }
        emit(codePoint);
      } else if (PythonText.isSpace(codePoint)) {
        space = space == 0 ? codePoint : ' '; // dropped code points do not end a run
      }
    }
    if (space != 0) {
      emit(space);
    }
  }

  private void emit(int codePoint) {
    long last = codePoint + 1L;
    if (range.min() == 1) {
      table.add(last << (2 * NgramRange.FIELD_BITS), 1);
    }
    if (previous != 0 && range.min() <= 2 && range.max() >= 2) {
      table.add((previous << NgramRange.FIELD_BITS | last) << NgramRange.FIELD_BITS, 1);
    }
    if (beforePrevious != 0 && range.max() == 3) {
      table.add(
          (beforePrevious << NgramRange.FIELD_BITS | previous) << NgramRange.FIELD_BITS | last, 1);
    }
    beforePrevious = previous;
    previous = last;
  }
}
