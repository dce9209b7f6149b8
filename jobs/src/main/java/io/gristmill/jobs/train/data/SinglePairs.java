package io.gristmill.jobs.train.data;

import io.gristmill.encode.EncodedRow;
import io.gristmill.encode.PreferenceReader;
import io.gristmill.encode.RowEncoder;
import io.gristmill.encode.TrainingTextEncoder;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.record.Example;
import io.gristmill.tokens.IntRows;
import io.gristmill.tokens.PairTokens;
import java.util.TreeMap;

/**
 * Pairs one at a time, each as {@link TrainingData#pairs} takes it. Safe for use by several
 * threads.
 */
public final class SinglePairs {

  private static final DataReport NOTHING =
      new DataReport(0, 0, 0, new TreeMap<>(), 0, 0, 0, 0, 0, 0);

  private final DataConfig config;
  private final PreferenceReader reader;
  private final RowEncoder lessons;
  private final VocabularyCheck vocabulary;
  private final int padding;

  SinglePairs(
      DataConfig config,
      TrainingTextEncoder encoder,
      int limit,
      VocabularyCheck vocabulary,
      int padding) {
    this.config = config;
    this.reader = config.encoding().pairReader();
    this.lessons = new RowEncoder(encoder, limit, config.encoding());
    this.vocabulary = vocabulary;
    this.padding = padding;
  }

  /** The tokens of an example of our own table, or why it is no pair. */
  public EncodedRow<PairTokens> encode(Example example) {
    EncodedRow<PairTokens> taught = lessons.encode(reader.render(example));
    if (taught instanceof EncodedRow.Kept<PairTokens> kept) {
      String place = "position " + example.position();
      vocabulary.check(kept.row().prompt(), example.id(), place);
      vocabulary.check(kept.row().chosen(), example.id(), place);
      vocabulary.check(kept.row().rejected(), example.id(), place);
    }
    return taught;
  }

  /** The pair as a batch of its own: the chosen answer, then the rejected one. */
  public Batch batch(PairTokens pair) {
    IntRows rows = rows(pair);
    PairSet set = new PairSet(rows, NOTHING, config, padding);
    return set.inOrder(1).batch(0, 0).rows();
  }

  /** What {@link PairSet#id} says of the pair. */
  public static String id(PairTokens pair) {
    return TokenHashes.of(rows(pair), 0, 3);
  }

  private static IntRows rows(PairTokens pair) {
    IntRows rows = new IntRows();
    rows.add(pair.prompt());
    rows.add(pair.chosen());
    rows.add(pair.rejected());
    return rows;
  }
}
