package io.gristmill.jobs.train.data;

import io.gristmill.encode.EncodedRow;
import io.gristmill.encode.RowEncoder;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.record.Example;
import io.gristmill.tokens.IntRows;
import io.gristmill.tokens.PairTokens;
import java.util.TreeMap;

/** Encodes pairs one at a time, as {@link TrainingData#pairs} does. Thread-safe. */
public record SinglePairs(
    DataConfig config, RowEncoder encoder, ModelTokenInfo model, int padToken) {

  private static final DataReport EMPTY_REPORT =
      new DataReport(0, 0, 0, new TreeMap<>(), 0, 0, 0, 0, 0, 0);

  /** The tokens of an example of the table {@code examples}, or the reason why it is not a pair. */
  public EncodedRow<PairTokens> encode(Example example) {
    EncodedRow<PairTokens> encoded = encoder.encode(config.encoding().pairReader().render(example));
    if (encoded instanceof EncodedRow.Kept<PairTokens> kept) {
      model.checkVocabulary(kept.row(), example.id(), "position " + example.position());
    }
    return encoded;
  }

  /** A batch with one pair: the chosen row, then the rejected row. */
  public Batch batch(PairTokens pair) {
    IntRows rows = rows(pair);
    PairSet set = new PairSet(rows, EMPTY_REPORT, config, padToken);
    return set.inOrder(1).batch(0, 0).rows();
  }

  public static String id(PairTokens pair) {
    return PairSet.id(rows(pair), 0);
  }

  private static IntRows rows(PairTokens pair) {
    IntRows rows = new IntRows();
    PairSet.add(rows, pair);
    return rows;
  }
}
