package io.gristmill.jobs.train.model;

import io.gristmill.check.Require;
import io.gristmill.jobs.train.tensor.Argument;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Shape;
import io.gristmill.jobs.train.tensor.Tensor;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A batch of token sequences, padded on the right to one length.
 *
 * @param rows number of sequences
 * @param columns their padded length (tokens)
 * @param inputIds token ids, row-major (rows, columns)
 * @param labels likewise; {@link ModelScript#IGNORE_INDEX} for tokens that are not in the loss
 * @param positionIds likewise, or one row that all sequences share
 * @param segmentIds likewise, the number of the example that a token belongs to, if rows are packed
 *     with several examples; otherwise empty
 */
@SuppressWarnings("ArrayRecordComponent")
public record Batch(
    int rows, int columns, long[] inputIds, long[] labels, long[] positionIds, long[] segmentIds) {

  public Batch {
    int size = Math.multiplyExact(rows, columns);
    Require.that(
        inputIds.length == size,
        "a batch of %2$d x %3$d needs as many input ids, has %1$d",
        inputIds.length,
        rows,
        columns);
    Require.that(
        labels.length == size,
        "a batch of %2$d x %3$d needs as many labels, has %1$d",
        labels.length,
        rows,
        columns);
    Require.that(
        positionIds.length == size || positionIds.length == columns,
        "a batch of %2$d x %3$d needs position ids of all tokens or of one row, has %1$d",
        positionIds.length,
        rows,
        columns);
    Require.that(
        segmentIds.length == size || segmentIds.length == 0,
        "a batch of %2$d x %3$d needs segment ids of all tokens or none, has %1$d",
        segmentIds.length,
        rows,
        columns);
  }

  /** A batch with one example per row, padded on the right. */
  public static Batch of(int rows, int columns, long[] inputIds, long[] labels) {
    long[] positions = LongStream.range(0, columns).toArray();
    return new Batch(rows, columns, inputIds, labels, positions, new long[0]);
  }

  /** The number of labels in the loss; the first of a row never is, since nothing predicts it. */
  public long numLabels() {
    long count = 0;
    for (int i = 0; i < labels.length; i++) {
      count += i % columns != 0 && labels[i] != ModelScript.IGNORE_INDEX ? 1 : 0;
    }
    return count;
  }

  /** Input ids, labels, position ids and segment ids as tensors. */
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
