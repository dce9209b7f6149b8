package io.gristmill.jobs.train.tensor;

import java.nio.ByteBuffer;

/** Owns tensors: what is created in it or returned to it lives until the scope is closed. */
public interface Scope extends AutoCloseable {

  /** A copy of the array as {@link DType#F32}. */
  Tensor floats(float[] values, Shape shape);

  /** A copy of the array as {@link DType#F64}. */
  Tensor doubles(double[] values, Shape shape);

  /** A copy of the array as {@link DType#I64}. */
  Tensor longs(long[] values, Shape shape);

  /**
   * A copy of the rest of the buffer, which may be a mapped file.
   *
   * @param bytes direct, little-endian, exactly the bytes of the shape
   */
  Tensor bytes(ByteBuffer bytes, DType dtype, Shape shape);

  /** Zeros of any type. */
  Tensor zeros(DType dtype, Shape shape);

  /** A scope of its own that is closed with this one at the latest. */
  Scope open();

  /** A scalar of {@link DType#F64}: how numbers are passed to programs. */
  default Tensor number(double value) {
    return doubles(new double[] {value}, Shape.of());
  }

  /** A scalar of {@link DType#I64}. */
  default Tensor integer(long value) {
    return longs(new long[] {value}, Shape.of());
  }

  @Override
  void close();
}
