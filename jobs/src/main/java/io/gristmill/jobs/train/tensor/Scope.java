package io.gristmill.jobs.train.tensor;

import java.nio.ByteBuffer;

/** Owner of tensors: those that are created in it or moved to it live until it is closed. */
public interface Scope extends AutoCloseable {

  /** Creates an {@link DType#F32} tensor with a copy of the array. */
  Tensor floats(float[] values, Shape shape);

  /** Creates an {@link DType#F64} tensor with a copy of the array. */
  Tensor doubles(double[] values, Shape shape);

  /** Creates an {@link DType#I64} tensor with a copy of the array. */
  Tensor longs(long[] values, Shape shape);

  /**
   * Creates a tensor with a copy of the remaining bytes of a buffer, which may be a mapped file.
   *
   * @param bytes direct and little-endian, with as many bytes as the shape needs
   */
  Tensor bytes(ByteBuffer bytes, DType dtype, Shape shape);

  /** Creates a tensor of zeros of any type. */
  Tensor zeros(DType dtype, Shape shape);

  /** Opens a nested scope, which is closed with this one at the latest. */
  Scope open();

  /** Creates an {@link DType#F64} scalar, by which programs take numbers. */
  default Tensor number(double value) {
    return doubles(new double[] {value}, Shape.of());
  }

  /** Creates an {@link DType#I64} scalar, by which programs take integers. */
  default Tensor integer(long value) {
    return longs(new long[] {value}, Shape.of());
  }

  @Override
  void close();
}
