package io.gristmill.jobs.train.data;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.tokens.BatchOrder;
import io.gristmill.tokens.TokenStore;

/** Examples of a training in memory. */
public final class ExampleSet {

  private final TokenStore store;
  private final DataReport report;
  private final BatchLayout layout;
  private final DataConfig config;

  ExampleSet(TokenStore store, DataReport report, BatchLayouts layouts, DataConfig config) {
    this.store = store;
    this.report = report;
    this.layout = layouts.of(store);
    this.config = config;
  }

  /** Number of examples. */
  public int size() {
    return store.size();
  }

  /** What became of the rows that were read. */
  public DataReport report() {
    return report;
  }

  /** The tokens and what is learned of them, for a look at an example. */
  public TokenStore store() {
    return store;
  }

  /** Hash of all tokens, labels and lengths, in order: equal sets, equal hash. */
  public String fingerprint() {
    return TokenHashes.of(store);
  }

  /**
   * Batches shuffled by epoch, grouped by length as the settings say.
   *
   * @param rows of a micro-batch; packed ones hold several examples
   */
  public BatchSource shuffled(int rows, long seed) {
    BatchOrder order = new BatchOrder(seed, rows, config.lengthGroupBatches(), config.dropLast());
    EpochOrder batches = EpochOrder.shuffled(order, layout.lengths());
    if (batches.size() == 0) {
      throw tooFew(layout.lengths().length, rows);
    }
    return new Source(layout, batches);
  }

  static UserException tooFew(int there, int wanted) {
    return new UserException(
        ExitCode.INPUT,
        "%d rows fill no batch of %d and training-data.dataloader-drop-last leaves out what is not full"
            .formatted(there, wanted));
  }

  /** Batches in the order of the rows, none left out; for evaluation. */
  public BatchSource inOrder(int rows) {
    return new Source(layout, EpochOrder.inOrder(layout.lengths(), rows));
  }

  private record Source(BatchLayout layout, EpochOrder order) implements BatchSource {
    @Override
    public int size() {
      return order.size();
    }

    @Override
    public Batch batch(int epoch, int number) {
      return layout.batch(order.rows(epoch, number));
    }
  }
}
