package io.gristmill.similarity.rouge;

import io.gristmill.check.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Scores texts against a {@link NoveltyPool}. All results are exact and do not depend on the order
 * of the work. Not thread-safe.
 *
 * <p>{@link #best} reads the posting lists of the text's tokens, shortest first, and sums up the
 * token overlap of each entry, which bounds the LCS. Whenever a list brings a new entry with the
 * largest overlap, that entry is scored; once even an entry with all remaining tokens could not
 * reach the best score, the remaining lists, the long ones of frequent words, are skipped. Then
 * only the entries whose bound reaches the best score are compared.
 */
public final class PoolScorer {

  /** Factor that exceeds the rounding error between a bound and a score by far. */
  private static final double SLACK = 1 + 1e-12;

  private final NoveltyPool pool;
  private final LcsMatcher matcher = new LcsMatcher(0);

  /** Overlap so far by entry; all zero between calls. */
  private int[] overlaps = new int[0];

  private int[] touched = new int[0];
  private int touchedCount;

  /** The current text: the number of its tokens, and those that occur in the pool. */
  private int length;

  private int[] known = new int[0];

  private double bestScore;
  private int unread;

  PoolScorer(NoveltyPool pool) {
    this.pool = pool;
  }

  /** Returns the best match of {@code text} among the first {@code entries} of the pool. */
  public BestMatch best(String text, int entries) {
    load(text, entries);
    readLists(entries);
    BestMatch best = compareTouched();
    if (best.count() == 0) {
      return new BestMatch(0, entries == 0 ? -1 : 0, entries);
    }
    return best;
  }

  /**
   * Scores {@code text} against each of the first {@code entries} of the pool, in time linear in
   * their number.
   *
   * @param entries from 0 to the size of the pool
   * @param max maximum number of neighbors to return, >= 0
   */
  public PoolScores scores(String text, int entries, int max) {
    load(text, entries);
    Comparator<PoolScores.Neighbor> worstFirst =
        Comparator.comparingDouble(PoolScores.Neighbor::score)
            .thenComparing(Comparator.comparingInt(PoolScores.Neighbor::entry).reversed());
    PriorityQueue<PoolScores.Neighbor> nearest = new PriorityQueue<>(worstFirst);
    double sum = 0;
    for (int entry = 0; entry < entries; entry++) {
      double score = score(entry);
      sum += score;
      nearest.add(new PoolScores.Neighbor(entry, score));
      if (nearest.size() > max) {
        nearest.remove();
      }
    }
    List<PoolScores.Neighbor> sorted = new ArrayList<>(nearest);
    sorted.sort(worstFirst.reversed());
    return new PoolScores(entries == 0 ? 0 : sum / entries, sorted);
  }

  private void load(String text, int entries) {
    Require.that(
        entries >= 0 && entries <= pool.size(),
        "entries must be from 0 to %d, was %d",
        pool.size(),
        entries);
    int[] tokens = pool.dictionary().lookUp(text);
    length = tokens.length;
    // A token that is not in the pool is in no LCS; it only lengthens the text.
    known = Arrays.stream(tokens).filter(token -> token != TokenDictionary.UNKNOWN).toArray();
    matcher.reserve(pool.dictionary().size());
    matcher.setPattern(known);
    if (overlaps.length < pool.size()) {
      overlaps = new int[GrowableInts.nextCapacity(pool.size())];
      touched = new int[overlaps.length];
    }
  }

  /** Sums up overlaps until the remaining lists cannot contain an entry that matters. */
  private void readLists(int entries) {
    bestScore = 0;
    unread = known.length;
    touchedCount = 0;
    int leading = 0;
    for (TokenList list : listsByLength()) {
      // An entry not seen so far shares at most the unread tokens and is at least that long.
      if (!canReachBest(unread, unread)) {
        return;
      }
      int leader = readList(list, entries, leading);
      if (leader >= 0) {
        leading = overlaps[leader];
        bestScore = Math.max(bestScore, score(leader));
      }
      unread -= list.occurrences;
    }
  }

  /** Returns the entry with the largest overlap if that exceeds {@code leading}, otherwise -1. */
  private int readList(TokenList list, int entries, int leading) {
    int leader = -1;
    int max = leading;
    GrowableInts postings = list.postings;
    for (int i = 0; i < postings.size() && postings.get(i) < entries; i += 2) {
      int entry = postings.get(i);
      int before = overlaps[entry];
      if (before == 0) {
        touched[touchedCount++] = entry;
      }
      int now = before + Math.min(list.occurrences, postings.get(i + 1));
      overlaps[entry] = now;
      if (now > max) {
        max = now;
        leader = entry;
      }
    }
    return leader;
  }

  /** Compares the entries seen, and clears their overlaps. */
  private BestMatch compareTouched() {
    double best = 0;
    int first = -1;
    int count = 0;
    for (int i = 0; i < touchedCount; i++) {
      int entry = touched[i];
      int overlap = overlaps[entry];
      overlaps[entry] = 0;
      int entryLength = pool.entry(entry).length;
      if (!canReachBest(overlap + Math.min(unread, entryLength - overlap), entryLength)) {
        continue;
      }
      double score = score(entry);
      if (score > best) {
        best = score;
        first = entry;
        count = 1;
        bestScore = Math.max(bestScore, score);
      } else if (score == best) {
        first = Math.min(first, entry);
        count++;
      }
    }
    return new BestMatch(best, first, count);
  }

  private boolean canReachBest(int overlap, int entryLength) {
    return 2.0 * overlap / ((double) length + entryLength) * SLACK >= bestScore;
  }

  private double score(int entry) {
    int[] tokens = pool.entry(entry);
    return RougeL.fmeasure(matcher.lcs(tokens), length, tokens.length);
  }

  private List<TokenList> listsByLength() {
    List<TokenList> lists = new ArrayList<>();
    NoveltyPool.forEachDistinct(
        known, (token, occurrences) -> lists.add(new TokenList(pool.postings(token), occurrences)));
    lists.sort(Comparator.comparingInt(list -> list.postings().size()));
    return lists;
  }

  /** The postings of a token of the text, and its number of occurrences in the text. */
  private record TokenList(GrowableInts postings, int occurrences) {}
}
