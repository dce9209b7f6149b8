package io.gristmill.jobs.train.data;

import io.gristmill.tokens.BatchOrder;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The batches of an epoch as row indices; caches the last epoch used. */
final class EpochOrder {

  private final IntFunction<int[][]> batchesOfEpoch;
  private int epoch = -1;
  private int[][] batches = {};

  private EpochOrder(IntFunction<int[][]> batchesOfEpoch) {
    this.batchesOfEpoch = batchesOfEpoch;
  }

  /** Batches that are shuffled anew in each epoch. */
  static EpochOrder shuffled(BatchOrder order, int[] lengths) {
    return new EpochOrder(
        epoch ->
            order.batchesOfEpoch(epoch, lengths).stream()
                .map(rows -> rows.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new));
  }

  /** Batches in the order of the rows, the same in every epoch. */
  static EpochOrder inOrder(int rows, int batchSize) {
    int[][] batches =
        IntStream.iterate(0, from -> from < rows, from -> from + batchSize)
            .mapToObj(from -> IntStream.range(from, Math.min(rows, from + batchSize)).toArray())
            .toArray(int[][]::new);
    return new EpochOrder(epoch -> batches);
  }

  /** Batches per epoch. */
  synchronized int size() {
    return batches(Math.max(0, epoch)).length;
  }

  synchronized int[] rows(int ofEpoch, int number) {
    return batches(ofEpoch)[number];
  }

  private int[][] batches(int ofEpoch) {
    if (epoch != ofEpoch) {
      batches = batchesOfEpoch.apply(ofEpoch);
      epoch = ofEpoch;
    }
    return batches;
  }
}
