package io.gristmill.jobs.train.data;

import io.gristmill.tokens.BatchOrder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The batches of an epoch as numbers of rows; the last epoch asked for is remembered. */
final class EpochOrder {

  private final @Nullable BatchOrder shuffled;
  private final int[] lengths;
  private final int batch;
  private int epoch = -1;
  private int[][] batches = {};

  /**
   * @param shuffled the order of an epoch; null is that of the rows, the same in every epoch
   * @param lengths tokens of the rows
   * @param batch most rows of a batch
   */
  private EpochOrder(@Nullable BatchOrder shuffled, int[] lengths, int batch) {
    this.shuffled = shuffled;
    this.lengths = lengths;
    this.batch = batch;
  }

  /** Shuffled anew in each epoch. */
  static EpochOrder shuffled(BatchOrder order, int[] lengths) {
    return new EpochOrder(order, lengths, order.batchSize());
  }

  /** As the rows are. */
  static EpochOrder inOrder(int[] lengths, int batch) {
    return new EpochOrder(null, lengths, batch);
  }

  /** Batches of an epoch. */
  synchronized int size() {
    if (epoch < 0) {
      enter(0);
    }
    return batches.length;
  }

  synchronized int[] rows(int ofEpoch, int number) {
    if (epoch != ofEpoch) {
      enter(ofEpoch);
    }
    return batches[number];
  }

  private void enter(int next) {
    if (shuffled != null) {
      batches =
          shuffled.batchesOfEpoch(next, lengths).stream()
              .map(rows -> rows.stream().mapToInt(Integer::intValue).toArray())
              .toArray(int[][]::new);
    } else if (epoch < 0) {
      batches =
          IntStream.iterate(0, from -> from < lengths.length, from -> from + batch)
              .mapToObj(from -> IntStream.range(from, Math.min(lengths.length, from + batch)))
              .map(IntStream::toArray)
              .toArray(int[][]::new);
    }
    epoch = next;
  }
}
