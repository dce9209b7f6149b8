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
 * @param ids row-major, rows * columns
 * @param labels likewise; {@link ModelScript#IGNORED} where there is no loss
 * @param positions likewise, or of one row that stands for all
 * @param segments likewise, the example a token belongs to where rows hold several; else empty
 */
@SuppressWarnings("ArrayRecordComponent")
public record Batch(
    int rows, int columns, long[] ids, long[] labels, long[] positions, long[] segments) {

  public Batch {
    int size = Math.multiplyExact(rows, columns);
    Require.that(ids.length == size, "%d ids for %d x %d", ids.length, rows, columns);
    Require.that(labels.length == size, "%d labels for %d x %d", labels.length, rows, columns);
    Require.that(
        positions.length == size || positions.length == columns,
        "%d positions for %d x %d",
        positions.length,
        rows,
        columns);
    Require.that(
        segments.length == size || segments.length == 0,
        "%d segments for %d x %d",
        segments.length,
        rows,
        columns);
  }

  /** One example a row, padded on the right. */
  public static Batch of(int rows, int columns, long[] ids, long[] labels) {
    long[] positions = LongStream.range(0, columns).toArray();
    return new Batch(rows, columns, ids, labels, positions, new long[0]);
  }

  /** How many labels ask for something; the first of a row never does. */
  public long asked() {
    long asked = 0;
    for (int i = 0; i < labels.length; i++) {
      asked += i % columns != 0 && labels[i] != ModelScript.IGNORED ? 1 : 0;
    }
    return asked;
  }

  /** Ids, labels, positions and segments. */
  List<Argument> in(Scope scope) {
    return List.of(
        idsIn(scope),
        scope.longs(labels, Shape.of(rows, columns)),
        positionsIn(scope),
        segmentsIn(scope));
  }

  Argument idsIn(Scope scope) {
    return scope.longs(ids, Shape.of(rows, columns));
  }

  Argument positionsIn(Scope scope) {
    return scope.longs(positions, Shape.of(positions.length / columns, columns));
  }

  Tensor segmentsIn(Scope scope) {
    return scope.longs(segments, Shape.of(segments.length / columns, columns));
  }
}
