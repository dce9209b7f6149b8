package io.gristmill.similarity.rouge;

import io.gristmill.check.Require;
import io.gristmill.concurrent.Daemons;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

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
    int[] tileEnds = texts.tiles(threads);
    AtomicInteger next = new AtomicInteger();
    Callable<RougeJoinCounters> worker = () -> joinTiles(texts, tileEnds, next, sink, progress);
    int workers = Math.min(threads, tileEnds.length);
    return workers <= 1
        ? joinTiles(texts, tileEnds, next, sink, progress)
        : inParallel(worker, workers);
  }

  /** Processes tiles until none is left. */
  private static RougeJoinCounters joinTiles(
      JoinTexts texts,
      int[] tileEnds,
      AtomicInteger next,
      RougePairSink sink,
      LongConsumer progress) {
    if (tileEnds.length == 0) {
      return RougeJoinCounters.NONE;
    }
    PrefixTileJoin join = new PrefixTileJoin(texts, sink);
    for (int i = next.getAndIncrement(); i < tileEnds.length; i = next.getAndIncrement()) {
      int start = i == 0 ? 0 : tileEnds[i - 1];
      join.join(start, tileEnds[i]);
      progress.accept(tileEnds[i] - start);
    }
    return join.counters();
  }

  private static RougeJoinCounters inParallel(Callable<RougeJoinCounters> worker, int workers) {
    ExecutorService pool = Daemons.pool("rouge-join", workers);
    try {
      List<Future<RougeJoinCounters>> running = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        running.add(pool.submit(worker));
      }
      RougeJoinCounters counters = RougeJoinCounters.NONE;
      for (Future<RougeJoinCounters> future : running) {
        counters = counters.plus(future.get());
      }
      return counters;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the ROUGE-L join was interrupted");
    } catch (ExecutionException e) {
      throw unwrap(e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static RuntimeException unwrap(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException failure
        ? failure
        : new IllegalStateException("the ROUGE-L join failed", e.getCause());
  }
}
