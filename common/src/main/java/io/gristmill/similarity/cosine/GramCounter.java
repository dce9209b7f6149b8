package io.gristmill.similarity.cosine;

import io.gristmill.similarity.LongIntMap;
import io.gristmill.text.PythonText;

/**
 * Counts the character n-grams of a text. The text is lower-cased; code points that match neither
 * {@code \w} nor {@code \s} in Python's sense are removed; a run of two or more white-space code
 * points becomes one blank, a single one is kept as it is. N-grams extend over blanks; nothing is
 * padded.
 *
 * <p>Holds working memory that is linear in the distinct n-grams of the longest recent text. Not
 * thread-safe.
 */
public final class GramCounter {

  private static final int SMALL = 1 << 10;
  private static final int ROOM = 16; // maximum size of the table as a multiple of its content

  private final NgramRange range;
  private LongIntMap table = new LongIntMap(SMALL);
  private long previous; // preceding code point plus 1; 0 at the start
  private long beforePrevious;

  public GramCounter(NgramRange range) {
    this.range = range;
  }

  /** Returns the n-grams of a text; none if it normalizes to less than the shortest n-gram. */
  public GramCounts count(String text) {
    reset();
    scan(PythonText.lower(text));
    long[] codes = table.sortedKeys();
    return new GramCounts(codes, table.valuesOf(codes));
  }

  private void reset() {
    if (table.slots() > 4 * SMALL && table.slots() > ROOM * table.size()) {
      table = new LongIntMap(SMALL); // the table of one large text would miss the cache
    }
    table.clear();
    previous = 0;
    beforePrevious = 0;
  }

  private void scan(String lower) {
    int space = 0; // pending white space: the code point that the current run becomes, or 0
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
        space = space == 0 ? codePoint : ' '; // removed code points do not end a run
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
