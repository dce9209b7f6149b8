package io.gristmill.jobs.train.tensor;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/**
 * A dense array on the backend's device. It belongs to a {@link Scope} and must not be used after
 * the scope is closed.
 */
public non-sealed interface Tensor extends Argument, AutoCloseable {

  Shape shape();

  DType dtype();

  /** The elements of an {@link DType#F32} tensor in row-major order. */
  float[] floats();

  /** The elements of an {@link DType#F32} or {@link DType#F64} tensor in row-major order. */
  double[] doubles();

  /** The elements of an {@link DType#I64} tensor in row-major order. */
  long[] longs();

  /** The only element of an {@link DType#F32} or {@link DType#F64} tensor. */
  double scalar();

  /** Writes the elements of a tensor of any type and size, in row-major order, little-endian. */
  void writeTo(WritableByteChannel out) throws IOException;

  /** Moves the tensor to another scope, which then owns it. */
  Tensor moveTo(Scope scope);

  @Override
  void close();
}
