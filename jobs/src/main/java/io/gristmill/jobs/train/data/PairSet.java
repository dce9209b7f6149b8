package io.gristmill.jobs.train.data;

import io.gristmill.encode.Compatibility;
import io.gristmill.jobs.train.file.FileHash;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.tokens.BatchOrder;
import io.gristmill.tokens.IntRows;
import io.gristmill.tokens.LlmsFromScratchDpoCollation;
import io.gristmill.tokens.PairTokens;
import io.gristmill.tokens.TokenRows;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;

/** The preference pairs of a training, in memory: four bytes per token, prompts stored once. */
public final class PairSet {

  private static final int PARTS = 3;
  private static final int ID_BYTES = 16;

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
            ? new LlmsFromScratchLayout(this, padding)
            : new PlainLayout(rows, padding, config.padToMultipleOf());
    this.widths = IntStream.range(0, size()).map(index -> width(rows, index)).toArray();
  }

  public int size() {
    return rows.size() / PARTS;
  }

  static void add(IntRows rows, PairTokens pair) {
    rows.add(pair.prompt());
    rows.add(pair.chosen());
    rows.add(pair.rejected());
  }

  /** Tokens of the prompt and the longer answer. */
  private static int width(IntRows rows, int index) {
    int at = PARTS * index;
    return rows.length(at) + Math.max(rows.length(at + 1), rows.length(at + 2));
  }

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
    return id(rows, index);
  }

  static String id(IntRows rows, int index) {
    MessageDigest digest = FileHash.sha256();
    for (int row = PARTS * index; row < PARTS * (index + 1); row++) {
      int[] tokens = rows.toArray(row);
      ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (1 + tokens.length));
      bytes.putInt(tokens.length);
      for (int token : tokens) {
        bytes.putInt(token);
      }
      digest.update(bytes.flip());
    }
    return HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
  }

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
    return new Source(size(), layout, EpochOrder.inOrder(size(), pairs));
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
  private interface PairLayout {
    Batch batch(int[] indices);
  }

  /** Collates pairs as the DPO notebook of LLMs-from-scratch does. */
  private record LlmsFromScratchLayout(PairSet pairs, int padToken) implements PairLayout {

    @Override
    public Batch batch(int[] indices) {
      return BatchLayout.Collated.toBatch(
          new LlmsFromScratchDpoCollation(padToken, true, Integer.MAX_VALUE)
              .collate(Arrays.stream(indices).mapToObj(pairs::get).toList()));
    }
  }

  /** Pads both rows of all pairs to one width; only answers have labels. */
  private record PlainLayout(IntRows rows, int padToken, int multiple) implements PairLayout {

    @Override
    public Batch batch(int[] indices) {
      int maxTokens = Arrays.stream(indices).map(index -> width(rows, index)).max().orElse(0);
      int columns = BatchLayout.roundUp(maxTokens, multiple);
      long[] ids = new long[2 * indices.length * columns];
      long[] labels = new long[ids.length];
      Arrays.fill(ids, padToken);
      Arrays.fill(labels, TokenRows.IGNORE_INDEX);
      for (int i = 0; i < indices.length; i++) {
        for (int answer = 0; answer < 2; answer++) {
          int at = (answer * indices.length + i) * columns;
          int prompt = rows.length(PARTS * indices[i]);
          rows.copy(PARTS * indices[i], ids, at);
          rows.copy(PARTS * indices[i] + 1 + answer, ids, at + prompt);
          rows.copy(PARTS * indices[i] + 1 + answer, labels, at + prompt);
        }
      }
      return Batch.of(2 * indices.length, columns, ids, labels);
    }
  }
}
