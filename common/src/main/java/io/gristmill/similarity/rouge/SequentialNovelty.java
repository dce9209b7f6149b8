package io.gristmill.similarity.rouge;

import io.gristmill.check.Require;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The novelty filter of Self-Instruct (Wang et al. 2023, section 2.2), computed from pairs: rows
 * are decided in order of position, and a row is accepted unless its similarity to an accepted
 * earlier row exceeds the threshold. The result equals that of the sequential loop; time and memory
 * are linear in rows and pairs.
 *
 * <p>The first accepted row of a group offers its score to all neighboring groups, once. So each
 * later row finds the best accepted earlier row stored with its group, and a copy takes constant
 * time.
 */
public final class SequentialNovelty {

  private final double threshold;
  private final long[] groups;

  /** Edges of group g: from {@code starts[g]} to {@code starts[g + 1] - 1}. */
  private final int[] starts;

  private final int[] neighbors;
  private final double[] scores;

  /** By group: score of the most similar accepted row so far. */
  private final double[] best;

  private final long[] matches;
  private final boolean[] offered;

  private SequentialNovelty(NoveltyRows rows, RougePairs pairs, double threshold) {
    this.threshold = threshold;
    this.groups = rows.distinctRepresentatives();
    this.best = new double[groups.length];
    this.matches = new long[groups.length];
    this.offered = new boolean[groups.length];
    this.starts = countEdges(pairs);
    this.neighbors = new int[starts[groups.length]];
    this.scores = new double[starts[groups.length]];
    fillEdges(pairs);
  }

  /**
   * Decides every row.
   *
   * @param rows the rows with their representatives
   * @param firstCandidate rows before this position form the initial pool and are accepted
   *     unconditionally
   * @param pairs every pair of representatives above {@code threshold}, in any order; pairs at or
   *     below it are ignored
   * @return one decision per row, by ascending position
   * @throws IllegalArgumentException if a pair contains a position that represents no row
   */
  public static List<NoveltyDecision> decide(
      NoveltyRows rows, long firstCandidate, RougePairs pairs, double threshold) {
    Require.that(
        threshold >= 0 && threshold <= 1, "threshold must be from 0 to 1, was %s", threshold);
    SequentialNovelty novelty = new SequentialNovelty(rows, pairs, threshold);
    List<NoveltyDecision> decisions = new ArrayList<>(rows.size());
    for (int row : rows.order()) {
      long position = rows.position(row);
      int group = novelty.group(rows.representative(row));
      decisions.add(novelty.decide(position, group, position < firstCandidate));
    }
    return decisions;
  }

  private NoveltyDecision decide(long position, int group, boolean inPool) {
    if (!inPool && best[group] > threshold) {
      return NoveltyDecision.reject(position, matches[group], best[group]);
    }
    if (!offered[group]) {
      offered[group] = true;
      offer(group, position, 1);
      for (int edge = starts[group]; edge < starts[group + 1]; edge++) {
        offer(neighbors[edge], position, scores[edge]);
      }
    }
    return NoveltyDecision.accept(position);
  }

  /** Ties do not replace: rows come in order, so the first of the best rows remains. */
  private void offer(int group, long position, double score) {
    if (score > best[group]) {
      best[group] = score;
      matches[group] = position;
    }
  }

  private int[] countEdges(RougePairs pairs) {
    int[] counts = new int[groups.length + 1];
    for (int i = 0; i < pairs.size(); i++) {
      if (pairs.fmeasure(i) > threshold) {
        counts[group(pairs.left(i))]++;
        counts[group(pairs.right(i))]++;
      }
    }
    int next = 0;
    for (int group = 0; group <= groups.length; group++) {
      int count = counts[group];
      counts[group] = next;
      next = Math.addExact(next, count);
    }
    return counts;
  }

  private void fillEdges(RougePairs pairs) {
    int[] next = Arrays.copyOf(starts, groups.length);
    for (int i = 0; i < pairs.size(); i++) {
      if (pairs.fmeasure(i) > threshold) {
        int left = group(pairs.left(i));
        int right = group(pairs.right(i));
        connect(next[left]++, right, pairs.fmeasure(i));
        connect(next[right]++, left, pairs.fmeasure(i));
      }
    }
  }

  private void connect(int edge, int neighbor, double score) {
    neighbors[edge] = neighbor;
    scores[edge] = score;
  }

  private int group(long representative) {
    int group = Arrays.binarySearch(groups, representative);
    Require.that(group >= 0, "position %d represents no row", representative);
    return group;
  }
}
