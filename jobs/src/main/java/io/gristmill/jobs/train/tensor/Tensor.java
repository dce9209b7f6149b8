package io.gristmill.jobs.train.tensor;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/**
 * A dense array on the backend's device. It belongs to a {@link Scope}, which closes it; nothing
 * may use it afterwards.
 */
public non-sealed interface Tensor extends Argument, AutoCloseable {

  Shape shape();

  DType dtype();

  /** The elements in row-major order, for {@link DType#F32} alone. */
  float[] floats();

  /** The elements in row-major order, of any floating type but the 16-bit ones. */
  double[] doubles();

  /** The elements in row-major order, for {@link DType#I64} alone. */
  long[] longs();

  /** The one element of a floating tensor. */
  double scalar();

  /** Writes the elements in row-major order, little-endian, of any type and any size. */
  void writeTo(WritableByteChannel out) throws IOException;

  /** Gives the tensor to another scope, which closes it from now on. */
  Tensor moveTo(Scope scope);

  @Override
  void close();
}
