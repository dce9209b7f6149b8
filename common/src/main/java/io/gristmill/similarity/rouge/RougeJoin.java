package io.gristmill.similarity.rouge;

import io.gristmill.check.Require;
import io.gristmill.similarity.Workers;
import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds all pairs of texts whose ROUGE-L F-measure is above a threshold: exactly, without comparing
 * all pairs.
 *
 * <p>Bounds on the lengths, on the overlap of the token multisets and on matching places leave few
 * candidates ({@link OverlapBounds}, {@link PrefixTileJoin}); each is decided by its LCS and {@link
 * RougeL#fmeasure} &gt; threshold. Equal texts are grouped by their corpus and processed once, so
 * pairs are between representatives of groups. The pairs depend on the texts and the threshold
 * only, not on threads, on token ids, or on how a set was divided into two corpora.
 *
 * <p>Memory: 8 bytes per token of the distinct texts, and a few bytes per element and thread.
 */
public final class RougeJoin {

  private RougeJoin() {}

  /**
   * Finds the pairs within one corpus, each once, the smaller position on the left.
   *
   * @param threshold in [0, 1]; a pair at exactly the threshold is not similar
   * @param threads number of threads, >= 1; a single one is the calling thread
   * @throws CancellationException if a thread is interrupted
   */
  public static RougeJoinCounters within(
      RougeCorpus corpus, double threshold, int threads, RougePairSink sink) {
    return within(corpus, threshold, threads, sink, progress -> {});
  }

  /**
   * Finds the pairs within one corpus and reports progress.
   *
   * @param progress receives increments of the number of groups that need no more work, from any
   *     thread; they add up to the number of groups
   */
  public static RougeJoinCounters within(
      RougeCorpus corpus,
      double threshold,
      int threads,
      RougePairSink sink,
      LongConsumer progress) {
    JoinTexts texts = new JoinTexts(new OverlapBounds(threshold), corpus);
    progress.accept(corpus.groups() - texts.size()); // texts without a partner of suitable length
    return join(texts, threads, sink, progress);
  }

  /**
   * Finds the pairs of a text of {@code left} and a text of {@code right}, in either order of
   * length and position; the left position of a pair belongs to {@code left}. Arguments as in
   * {@link #within}.
   *
   * @throws IllegalArgumentException if the two corpora do not share their dictionary
   */
  public static RougeJoinCounters between(
      RougeCorpus left, RougeCorpus right, double threshold, int threads, RougePairSink sink) {
    Require.that(
        left.dictionary() == right.dictionary(), "corpora to be joined must share one dictionary");
    return join(
        new JoinTexts(new OverlapBounds(threshold), left, right), threads, sink, progress -> {});
  }

  private static RougeJoinCounters join(
      JoinTexts texts, int threads, RougePairSink sink, LongConsumer progress) {
    Require.that(threads >= 1, "threads must be at least 1, was %d", threads);
    int[] ends = texts.tiles(threads);
    @Nullable PrefixTileJoin[] joins = new PrefixTileJoin[threads]; // by worker
    try (Workers workers = new Workers(Math.max(1, Math.min(threads, ends.length)))) {
      workers.run(
          ends.length,
          (worker, tile) -> {
            PrefixTileJoin join = joins[worker];
            if (join == null) {
              join = new PrefixTileJoin(texts, sink);
              joins[worker] = join;
            }
            int start = tile == 0 ? 0 : ends[tile - 1];
            join.join(start, ends[tile]);
            progress.accept(ends[tile] - start);
          });
    }
    RougeJoinCounters counters = RougeJoinCounters.NONE;
    for (PrefixTileJoin join : joins) {
      counters = join == null ? counters : counters.plus(join.counters());
    }
    return counters;
  }
}
