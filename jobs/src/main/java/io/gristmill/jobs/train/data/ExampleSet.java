package io.gristmill.jobs.train.data;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.model.Batch;
import io.gristmill.tokens.BatchOrder;
import io.gristmill.tokens.TokenStore;

/**
 * The examples of a training, in memory.
 *
 * @param store the tokens and labels of all examples
 * @param report counts of the rows that were read
 */
public record ExampleSet(
    TokenStore store, DataReport report, BatchLayout layout, DataConfig config) {

  public int size() {
    return store.size();
  }

  /**
   * Batches shuffled in each epoch, grouped by length as configured.
   *
   * @param rows rows per micro-batch; a packed row holds several examples
   */
  public BatchSource shuffled(int rows, long seed) {
    BatchOrder order = new BatchOrder(seed, rows, config.lengthGroupBatches(), config.dropLast());
    EpochOrder batches = EpochOrder.shuffled(order, layout.lengths());
    if (batches.size() == 0) {
      throw tooFew(layout.lengths().length, rows);
    }
    return new Source(layout, batches);
  }

  static UserException tooFew(int available, int required) {
    return new UserException(
        ExitCode.INPUT,
        ("%d rows do not fill one batch of %d rows; set training-data.dataloader-drop-last=false or"
                + " lower per-device-train-batch-size")
            .formatted(available, required));
  }

  /** All batches in the order of the rows, for evaluation. */
  public BatchSource inOrder(int rows) {
    return new Source(layout, EpochOrder.inOrder(layout.lengths().length, rows));
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
