package io.gristmill.jobs.train.model;

import io.gristmill.check.Require;
import io.gristmill.jobs.train.tensor.Argument;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Shape;
import io.gristmill.jobs.train.tensor.Tensor;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Token sequences of one step, padded on the right to one length.
 *
 * @param rows how many
 * @param columns their length
 * @param inputIds row-major, rows * columns
 * @param labels likewise; {@link ModelScript#IGNORE_INDEX} where there is no loss
 * @param positionIds likewise, or of one row that stands for all
 * @param segmentIds likewise, the example a token belongs to where rows hold several; else empty
 */
@SuppressWarnings("ArrayRecordComponent")
public record Batch(
    int rows, int columns, long[] inputIds, long[] labels, long[] positionIds, long[] segmentIds) {

  public Batch {
    int size = Math.multiplyExact(rows, columns);
    Require.that(inputIds.length == size, "%d ids for %d x %d", inputIds.length, rows, columns);
    Require.that(labels.length == size, "%d labels for %d x %d", labels.length, rows, columns);
    Require.that(
        positionIds.length == size || positionIds.length == columns,
        "%d positions for %d x %d",
        positionIds.length,
        rows,
        columns);
    Require.that(
        segmentIds.length == size || segmentIds.length == 0,
        "%d segments for %d x %d",
        segmentIds.length,
        rows,
        columns);
  }

  /** One example a row, padded on the right. */
  public static Batch of(int rows, int columns, long[] inputIds, long[] labels) {
    long[] positions = LongStream.range(0, columns).toArray();
    return new Batch(rows, columns, inputIds, labels, positions, new long[0]);
  }

  /** How many labels ask for something; the first of a row never does. */
  public long numLabels() {
    long count = 0;
    for (int i = 0; i < labels.length; i++) {
      count += i % columns != 0 && labels[i] != ModelScript.IGNORE_INDEX ? 1 : 0;
    }
    return count;
  }

  /** Ids, labels, positions and segments. */
  List<Argument> tensors(Scope scope) {
    return List.of(
        inputIdsTensor(scope),
        scope.longs(labels, Shape.of(rows, columns)),
        positionIdsTensor(scope),
        segmentIdsTensor(scope));
  }

  Argument inputIdsTensor(Scope scope) {
    return scope.longs(inputIds, Shape.of(rows, columns));
  }

  Argument positionIdsTensor(Scope scope) {
    return scope.longs(positionIds, Shape.of(positionIds.length / columns, columns));
  }

  Tensor segmentIdsTensor(Scope scope) {
    return scope.longs(segmentIds, Shape.of(segmentIds.length / columns, columns));
  }
}
