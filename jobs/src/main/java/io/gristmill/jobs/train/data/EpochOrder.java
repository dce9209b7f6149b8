package io.gristmill.jobs.train.data;

import io.gristmill.tokens.BatchOrder;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The batches of an epoch as row indices; caches the last epoch used. */
final class EpochOrder {

  private final @Nullable BatchOrder shuffled;
  private final int[] lengths;
  private final int batch;
  private int epoch = -1;
  private int[][] batches = {};

  /**
   * @param shuffled order of the batches; null: the order of the rows, in every epoch
   * @param lengths of the rows, in tokens
   * @param batch maximum rows per batch
   */
  private EpochOrder(@Nullable BatchOrder shuffled, int[] lengths, int batch) {
    this.shuffled = shuffled;
    this.lengths = lengths;
    this.batch = batch;
  }

  /** Batches that are shuffled anew in each epoch. */
  static EpochOrder shuffled(BatchOrder order, int[] lengths) {
    return new EpochOrder(order, lengths, order.batchSize());
  }

  static EpochOrder inOrder(int[] lengths, int batch) {
    return new EpochOrder(null, lengths, batch);
  }

  /** Batches per epoch. */
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
