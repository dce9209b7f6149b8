package io.gristmill.jobs.novelty;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.jobs.progress.WorkMeter;
import io.gristmill.similarity.rouge.NoveltyDecision;
import io.gristmill.similarity.rouge.NoveltyPool;
import io.gristmill.similarity.rouge.PoolScorer;
import io.gristmill.similarity.rouge.PoolScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * The scores that Self-Instruct writes with an accepted instruction: against the pool as it was
 * before the instruction was added. The pool is known once all decisions are, so candidates are
 * scored independently of each other.
 */
final class KeptRowScores {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BLOCK = 64;

  private final NoveltyConfig config;
  private final long poolSize;
  private final int threads;

  KeptRowScores(NoveltyConfig config, long poolSize, int threads) {
    this.config = config;
    this.poolSize = poolSize;
    this.threads = threads;
  }

  /** Returns one row of scores per accepted candidate. */
  Stream<Row> of(List<NoveltyDecision> decisions, Map<Long, String> texts) {
    NoveltyPool pool = new NoveltyPool(config.wordSplitting());
    List<String> entries = new ArrayList<>();
    List<Long> positions = new ArrayList<>();
    for (NoveltyDecision decision : decisions) {
      if (decision.accepted()) {
        String text = texts.getOrDefault(decision.position(), "");
        pool.add(text);
        entries.add(text);
        positions.add(decision.position());
      }
    }
    // Every entry of the initial pool is accepted; its positions may have gaps.
    int first = (int) positions.stream().filter(position -> position < poolSize).count();
    WorkMeter meter = WorkMeter.start("rows scored", entries.size() - first);
    Row[] rows = new Row[entries.size() - first];
    ForkJoinPool workers = new ForkJoinPool(threads);
    try {
      workers
          .submit(
              () ->
                  IntStream.range(0, (rows.length + BLOCK - 1) / BLOCK)
                      .parallel()
                      .forEach(
                          block -> {
                            PoolScorer scorer = pool.scorer();
                            int end = Math.min(rows.length, (block + 1) * BLOCK);
                            for (int i = block * BLOCK; i < end; i++) {
                              rows[i] =
                                  scoreRow(scorer, entries, first + i, positions.get(first + i));
                            }
                            meter.add(end - block * BLOCK);
                          }))
          .join();
    } finally {
      workers.shutdown();
      meter.finish();
    }
    return Stream.of(rows);
  }

  private Row scoreRow(PoolScorer scorer, List<String> entries, int entry, long position) {
    String text = entries.get(entry);
    boolean all = config.topK() > 0 || config.writeAverageScore();
    PoolScores scores = all ? scorer.scores(text, entry, Math.max(1, config.topK())) : null;
    double best =
        scores == null
            ? scorer.best(text, entry).score()
            : scores.nearest().isEmpty() ? 0 : scores.nearest().get(0).score();
    return LocalNovelty.row(
        LocalNovelty.SCORES,
        position,
        null,
        null,
        config.writeMaxScore() ? String.valueOf(best) : null,
        scores != null && config.topK() > 0 ? nearest(scores, entries) : null,
        scores != null && config.writeAverageScore() ? String.valueOf(scores.mean()) : null,
        null);
  }

  /**
   * Returns a map from text to F-measure, highest first; as in Self-Instruct, equal texts share one
   * key.
   */
  private static String nearest(PoolScores scores, List<String> entries) {
    ObjectNode map = JSON.createObjectNode();
    for (PoolScores.Neighbor neighbour : scores.nearest()) {
      if (!map.has(entries.get(neighbour.entry()))) {
        map.put(entries.get(neighbour.entry()), neighbour.score());
      }
    }
    return map.toString();
  }
}
