package io.gristmill.similarity.rouge;

import io.gristmill.check.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Scores texts against a {@link NoveltyPool}; all results are exact and do not depend on the order
 * of the work. For one thread.
 *
 * <p>{@link #best} reads the index lists of the text's tokens, shortest first, and adds up for each
 * entry the token overlap, which bounds the LCS. Whenever a list brings a new leader its true score
 * is taken; once not even an entry sharing all the rest could reach that score, the remaining
 * lists, the long ones of frequent words, are not read. Then only entries whose bound reaches the
 * best score are compared.
 */
public final class PoolScorer {

  /** Far more than the roundings between a bound and a score. */
  private static final double SLACK = 1 + 1e-12;

  private final NoveltyPool pool;
  private final LcsMatcher matcher = new LcsMatcher(0);

  /** Overlap seen so far by entry; zero between calls. */
  private int[] overlaps = new int[0];

  private int[] touched = new int[0];
  private int touchedCount;

  /** The text at hand: all its tokens, and those of them the pool has. */
  private int length;

  private int[] known = new int[0];

  private double bestScore;
  private int unread;
  private long comparisons;

  PoolScorer(NoveltyPool pool) {
    this.pool = pool;
  }

  /** The best match of {@code text} in the whole pool. */
  public BestMatch best(String text) {
    return best(text, pool.size());
  }

  /**
   * The best match of {@code text} among the first {@code entries} of the pool.
   *
   * @param entries from 0 to the pool's size
   */
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
   * Scores {@code text} with each of the first {@code entries} of the pool, in time that grows with
   * them.
   *
   * @param entries from 0 to the pool's size
   * @param max how many neighbours to list, at least 0
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

  /** Scores {@code text} with every entry of the pool. */
  public PoolScores scores(String text, int max) {
    return scores(text, pool.size(), max);
  }

  /** How many pairs were compared token by token since this scorer was made. */
  public long comparisons() {
    return comparisons;
  }

  private void load(String text, int entries) {
    Require.that(
        entries >= 0 && entries <= pool.size(),
        "entries must be from 0 to %d, was %d",
        pool.size(),
        entries);
    int[] tokens = pool.dictionary().lookUp(text);
    length = tokens.length;
    // A token the pool has never seen is in no LCS; it only lengthens the text.
    known = Arrays.stream(tokens).filter(token -> token != TokenDictionary.UNKNOWN).toArray();
    matcher.reserve(pool.dictionary().size());
    matcher.setPattern(known);
    if (overlaps.length < pool.size()) {
      overlaps = new int[GrowableInts.nextCapacity(pool.size())];
      touched = new int[overlaps.length];
    }
  }

  /** Adds up overlaps until the lists left cannot bring an entry that would matter. */
  private void readLists(int entries) {
    bestScore = 0;
    unread = known.length;
    touchedCount = 0;
    int leading = 0;
    for (TokenList list : listsByLength()) {
      // An entry not met so far shares at most the unread tokens, and is at least as long as that.
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

  /** Returns the entry with the highest overlap if that is above {@code leading}, else -1. */
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

  /** Clears the overlaps while it goes. */
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
    comparisons++;
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

  /** The entries with one token of the text, and how often the text has it. */
  private record TokenList(GrowableInts postings, int occurrences) {}
}
