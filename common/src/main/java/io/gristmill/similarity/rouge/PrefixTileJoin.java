package io.gristmill.similarity.rouge;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * Joins the texts of one tile with each other and with every longer text of suitable length, after
 * PPJoin (Xiao et al. 2008): texts come by increasing length and look up the elements of their
 * prefix in the index of the preceding texts; a pair survives as long as its matches so far plus
 * those that can follow reach the required overlap. The sets of surviving pairs are merged, then
 * the texts are compared by bit-parallel LCS. Not thread-safe: each thread has its own.
 */
final class PrefixTileJoin {

  private static final int PRUNED = -1;
  private static final int BUFFERED_PAIRS = 4096;

  private final JoinTexts texts;
  private final OverlapBounds bounds;
  private final PrefixIndex index;
  private final LcsMatcher matcher;
  private final RougePairSink sink;
  private final RougePairs buffer = new RougePairs();

  private int tile;
  private int[] lengths = new int[0];

  /** Matches so far by place in the tile, or {@link #PRUNED}; zero between look-ups. */
  private int[] matches = new int[0];

  private int[] touched = new int[0];
  private long visits;
  private long candidates;
  private long lcsCalls;
  private long pairs;

  /** Creates a join whose sink is shared with other threads and used as the lock. */
  PrefixTileJoin(JoinTexts texts, RougePairSink sink) {
    this.texts = texts;
    this.bounds = texts.bounds;
    this.index = new PrefixIndex(texts);
    this.matcher = new LcsMatcher(texts.vocabulary);
    this.sink = sink;
  }

  /** Joins the tile of places {@code from} to {@code to - 1}. */
  void join(int from, int to) {
    tile = from;
    lengths = new int[to - from];
    Arrays.setAll(lengths, i -> texts.length(from + i));
    matches = new int[to - from];
    touched = new int[to - from];
    index.prepare(from, to);
    int maxLength = texts.length(to - 1);
    for (int place = from; place < texts.size(); place++) {
      int minPartner = bounds.minPartnerLength(texts.length(place));
      if (place >= to && minPartner > maxLength) {
        break;
      }
      checkInterrupt();
      compare(place, lookUp(place, minPartner));
      if (place < to) {
        index.add(place);
      }
    }
    flush();
  }

  RougeJoinCounters counters() {
    return new RougeJoinCounters(visits, candidates, lcsCalls, pairs);
  }

  /** Counts matches in the index; returns the number of texts with a match. */
  private int lookUp(int place, int minPartner) {
    int length = texts.length(place);
    int[] bag = texts.bags[place];
    int list = index.firstList(texts.partnerSide(texts.sideOf[place]));
    int prefix = minPartner > length ? 0 : bounds.prefixLength(length, minPartner);
    int count = 0;
    for (int k = 0; k < prefix; k++) {
      count = readList(list + bag[k], length - k - 1, length, minPartner, count);
    }
    return count;
  }

  /**
   * Reads one list. A match at place k of one set and j of the other, after c earlier matches,
   * limits the overlap to c + 1 + min(elements after k, elements after j): all earlier common
   * elements are in both prefixes, so c is complete.
   */
  private int readList(int list, int after, int length, int minPartner, int touchedBefore) {
    int start = index.starts[list];
    int end = index.ends[list];
    long[] postings = index.postings;
    while (start < end && lengths[(int) (postings[start] >>> 32)] < minPartner) {
      start++;
    }
    index.starts[list] = start;
    visits += end - start;
    int count = touchedBefore;
    for (int i = start; i < end; i++) {
      int partner = (int) (postings[i] >>> 32);
      int before = matches[partner];
      if (before == 0) {
        touched[count++] = partner;
      }
      if (before != PRUNED) {
        int partnerLength = lengths[partner];
        int room = Math.min(after, partnerLength - (int) postings[i] - 1);
        boolean lives = before + 1 + room >= bounds.minOverlap((long) length + partnerLength);
        matches[partner] = lives ? before + 1 : PRUNED;
      }
    }
    return count;
  }

  /** Decides the texts with a match and clears their counts. */
  private void compare(int place, int count) {
    boolean patternIsSet = false;
    for (int i = 0; i < count; i++) {
      int partner = tile + touched[i];
      boolean lives = matches[touched[i]] != PRUNED;
      matches[touched[i]] = 0;
      if (lives) {
        candidates++;
        if (overlapIsEnough(texts.bags[place], texts.bags[partner])) {
          if (!patternIsSet) {
            matcher.setPattern(texts.sequences[place]);
            patternIsSet = true;
          }
          decide(place, partner);
        }
      }
    }
  }

  private boolean overlapIsEnough(int[] a, int[] b) {
    int required = bounds.minOverlap((long) a.length + b.length);
    int spareA = a.length - required;
    int spareB = b.length - required;
    if (spareA < 0 || spareB < 0) {
      return false;
    }
    int i = 0;
    int j = 0;
    int overlap = 0;
    // i - overlap elements of a have no match so far; more than spareA of them end the search.
    while (i < a.length && j < b.length) {
      if (a[i] == b[j]) {
        if (++overlap >= required) {
          return true;
        }
        i++;
        j++;
      } else if (a[i] < b[j]) {
        if (++i - overlap > spareA) {
          return false;
        }
      } else if (++j - overlap > spareB) {
        return false;
      }
    }
    return false;
  }

  private void decide(int place, int partner) {
    int[] a = texts.sequences[place];
    int[] b = texts.sequences[partner];
    lcsCalls++;
    int lcs = matcher.lcs(b);
    double fmeasure = RougeL.fmeasure(lcs, a.length, b.length);
    if (bounds.passes(fmeasure)) {
      pairs++;
      report(place, partner, lcs, fmeasure);
    }
  }

  private void report(int place, int partner, int lcs, double fmeasure) {
    long left = texts.positions[place];
    long right = texts.positions[partner];
    boolean inOrder = texts.sides == 1 ? left < right : texts.sideOf[place] == 0;
    buffer.pair(inOrder ? left : right, inOrder ? right : left, lcs, fmeasure);
    if (buffer.size() == BUFFERED_PAIRS) {
      flush();
    }
  }

  private void flush() {
    if (buffer.size() > 0) {
      synchronized (sink) {
        buffer.forEach(sink);
      }
      buffer.clear();
    }
  }

  private static void checkInterrupt() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the ROUGE-L join was interrupted");
    }
  }
}
