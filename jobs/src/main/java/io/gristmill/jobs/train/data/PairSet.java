package io.gristmill.jobs.train.data;

import io.gristmill.encode.Compatibility;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.tokens.BatchOrder;
import io.gristmill.tokens.IntRows;
import io.gristmill.tokens.PairTokens;
import java.util.stream.IntStream;

/** The preference pairs of a training, in memory: four bytes per token, prompts stored once. */
public final class PairSet {

  private static final int PARTS = 3;

  private final IntRows rows;
  private final DataReport report;
  private final DataConfig config;
  private final PairLayout layout;
  private final int[] widths;

  /**
   * @param rows prompt, chosen and rejected answer of each pair in turn
   */
  PairSet(IntRows rows, DataReport report, DataConfig config, int padding) {
    this.rows = rows;
    this.report = report;
    this.config = config;
    this.layout =
        config.encoding().compatibility() == Compatibility.LLMS_FROM_SCRATCH
            ? new LlmsFromScratchPairLayout(this, padding)
            : new PlainPairLayout(rows, padding, config.padToMultipleOf());
    this.widths = IntStream.range(0, size()).map(this::width).toArray();
  }

  /** Number of pairs. */
  public int size() {
    return rows.size() / PARTS;
  }

  private int width(int index) {
    int at = PARTS * index;
    return rows.length(at) + Math.max(rows.length(at + 1), rows.length(at + 2));
  }

  /** Counts of the rows that were read. */
  public DataReport report() {
    return report;
  }

  /**
   * Hash of a pair's tokens after truncation; pairs with equal ids have equal log-probabilities
   * under the same model.
   *
   * @return 32 hexadecimal digits
   */
  public String id(int index) {
    return TokenHashes.of(rows, PARTS * index, PARTS * (index + 1));
  }

  /** Hash of all tokens, in order. */
  public String fingerprint() {
    return TokenHashes.of(rows, 0, rows.size());
  }

  /** The tokens of a pair. */
  public PairTokens get(int index) {
    int at = PARTS * index;
    return PairTokens.of(rows.toArray(at), rows.toArray(at + 1), rows.toArray(at + 2));
  }

  /**
   * Batches shuffled in each epoch.
   *
   * @param pairs pairs per micro-batch, which has twice as many rows
   */
  public PairSource shuffled(int pairs, long seed) {
    BatchOrder order = new BatchOrder(seed, pairs, config.lengthGroupBatches(), config.dropLast());
    EpochOrder batches = EpochOrder.shuffled(order, widths);
    if (batches.size() == 0) {
      throw ExampleSet.tooFew(size(), pairs);
    }
    return new Source(size(), layout, batches);
  }

  /** All batches in the order of the pairs, for evaluation and reference models. */
  public PairSource inOrder(int pairs) {
    return new Source(size(), layout, EpochOrder.inOrder(widths, pairs));
  }

  private record Source(int pairs, PairLayout layout, EpochOrder order) implements PairSource {
    @Override
    public int size() {
      return order.size();
    }

    @Override
    public Pairs batch(int epoch, int number) {
      int[] indices = order.rows(epoch, number).clone();
      return new Pairs(layout.batch(indices), indices);
    }
  }

  /** Lays out pairs as a batch: the chosen rows, then the rejected rows. */
  interface PairLayout {
    Batch batch(int[] indices);
  }
}
