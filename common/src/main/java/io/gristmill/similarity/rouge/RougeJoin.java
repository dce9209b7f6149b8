package io.gristmill.similarity.rouge;

import io.gristmill.check.Require;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/**
 * All pairs of texts whose ROUGE-L F is above a threshold: exact, without comparing all pairs.
 *
 * <p>Bounds on length, on the overlap of the token multisets and on matching places leave few
 * candidates ({@link OverlapBounds}, {@link PrefixTileJoin}); each is decided by its LCS and {@link
 * RougeL#fmeasure} &gt; threshold. Equal texts are met once, as their corpus has collapsed them, so
 * pairs are between representatives of groups. Which pairs come out depends on the texts and the
 * threshold alone: not on threads, ids of tokens, or on how a set was split into two corpora.
 *
 * <p>Memory: 8 bytes a token of each different text, and a few bytes per element and thread.
 */
public final class RougeJoin {

  private RougeJoin() {}

  /**
   * Pairs within one corpus, each once, the smaller position left.
   *
   * @param threshold from 0 to 1; a pair at exactly the threshold is none
   * @param threads how many threads work, at least 1; a single one is the calling thread
   * @throws CancellationException when a working thread is interrupted
   */
  public static RougeJoinCounters within(
      RougeCorpus corpus, double threshold, int threads, RougePairSink sink) {
    return within(corpus, threshold, threads, sink, settled -> {});
  }

  /**
   * The same, telling how far it has come.
   *
   * @param settled told of texts that need no more work: how many more of the corpus's groups, by
   *     any of the threads; all of them are told of by the end
   */
  public static RougeJoinCounters within(
      RougeCorpus corpus, double threshold, int threads, RougePairSink sink, LongConsumer settled) {
    JoinTexts texts = new JoinTexts(new OverlapBounds(threshold), corpus);
    settled.accept(corpus.groups() - texts.size()); // without partners of like length
    return join(texts, threads, sink, settled);
  }

  /**
   * Pairs of a text of {@code left} with one of {@code right}, whichever is longer or earlier; the
   * pair's left position is of {@code left}. Arguments as in {@link #within}.
   *
   * @throws IllegalArgumentException when the two do not share their dictionary
   */
  public static RougeJoinCounters between(
      RougeCorpus left, RougeCorpus right, double threshold, int threads, RougePairSink sink) {
    Require.that(
        left.dictionary() == right.dictionary(), "two corpora to be joined share one dictionary");
    return join(
        new JoinTexts(new OverlapBounds(threshold), left, right), threads, sink, settled -> {});
  }

  private static RougeJoinCounters join(
      JoinTexts texts, int threads, RougePairSink sink, LongConsumer settled) {
    Require.that(threads >= 1, "threads must be at least 1, was %d", threads);
    int[] tileEnds = texts.tiles(threads);
    AtomicInteger next = new AtomicInteger();
    Callable<RougeJoinCounters> worker = () -> joinTiles(texts, tileEnds, next, sink, settled);
    int workers = Math.min(threads, tileEnds.length);
    return workers <= 1
        ? joinTiles(texts, tileEnds, next, sink, settled)
        : inParallel(worker, workers);
  }

  /** Takes one tile after the other until none is left. */
  private static RougeJoinCounters joinTiles(
      JoinTexts texts,
      int[] tileEnds,
      AtomicInteger next,
      RougePairSink sink,
      LongConsumer settled) {
    if (tileEnds.length == 0) {
      return RougeJoinCounters.NONE;
    }
    PrefixTileJoin join = new PrefixTileJoin(texts, sink);
    for (int i = next.getAndIncrement(); i < tileEnds.length; i = next.getAndIncrement()) {
      int start = i == 0 ? 0 : tileEnds[i - 1];
      join.join(start, tileEnds[i]);
      settled.accept(tileEnds[i] - start);
    }
    return join.counters();
  }

  private static RougeJoinCounters inParallel(Callable<RougeJoinCounters> worker, int workers) {
    ExecutorService pool = Executors.newFixedThreadPool(workers, RougeJoin::daemon);
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
      throw unwrapped(e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    return e.getCause() instanceof RuntimeException failure
        ? failure
        : new IllegalStateException("the ROUGE-L join failed", e.getCause());
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "rouge-join");
    thread.setDaemon(true);
    return thread;
  }
}
