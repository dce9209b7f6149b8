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
    require(inputIds.length == size, "as many input ids", inputIds.length, rows, columns);
    require(labels.length == size, "as many labels", labels.length, rows, columns);
    require(
        positionIds.length == size || positionIds.length == columns,
        "position ids of all tokens or of one row",
        positionIds.length,
        rows,
        columns);
    require(
        segmentIds.length == size || segmentIds.length == 0,
        "segment ids of all tokens or none",
        segmentIds.length,
        rows,
        columns);
  }

  private static void require(boolean met, String needed, int length, int rows, int columns) {
    Require.that(met, "a batch of %d x %d needs %s, has %d", rows, columns, needed, length);
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

  /**
   * Number of tokens without padding. A batch does not mark padding, but every row ends with a
   * labeled token; everything after the last label is padding.
   */
  public long numTokens() {
    long tokens = 0;
    for (int row = 0; row < rows; row++) {
      int length = columns;
      while (length > 0 && labels[row * columns + length - 1] < 0) {
        length--;
      }
      tokens += length;
    }
    return tokens;
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
