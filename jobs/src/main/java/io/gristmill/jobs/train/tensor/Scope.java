package io.gristmill.jobs.train.tensor;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.gristmill.check.Require;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * Owner of tensors: those that are created in it or moved to it live until it is closed. Arrays
 * that DJL creates from a Java buffer keep pointing to the buffer, so each is copied at once.
 */
public final class Scope implements AutoCloseable {

  private final Backend backend;
  private final PtNDManager manager;

  Scope(Backend backend, PtNDManager manager) {
    this.backend = backend;
    this.manager = manager;
  }

  PtNDManager manager() {
    return manager;
  }

  /** Creates an {@link DType#F32} tensor with a copy of the array. */
  public Tensor floats(float[] values, Shape shape) {
    return create(DType.F32, shape, values.length, bytes -> bytes.asFloatBuffer().put(values));
  }

  /** Creates an {@link DType#F64} tensor with a copy of the array. */
  public Tensor doubles(double[] values, Shape shape) {
    return create(DType.F64, shape, values.length, bytes -> bytes.asDoubleBuffer().put(values));
  }

  /** Creates an {@link DType#I64} tensor with a copy of the array. */
  public Tensor longs(long[] values, Shape shape) {
    return create(DType.I64, shape, values.length, bytes -> bytes.asLongBuffer().put(values));
  }

  /** Creates an {@link DType#F64} scalar, by which programs take numbers. */
  public Tensor number(double value) {
    return doubles(new double[] {value}, Shape.of());
  }

  /** Creates an {@link DType#I64} scalar, by which programs take integers. */
  public Tensor integer(long value) {
    return longs(new long[] {value}, Shape.of());
  }

  private Tensor create(DType type, Shape shape, int length, Consumer<ByteBuffer> fill) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.multiplyExact(length, type.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    fill.accept(bytes);
    return bytes(bytes, type, shape);
  }

  /**
   * Creates a tensor with a copy of the remaining bytes of a buffer, which may be a mapped file.
   *
   * @param bytes direct and little-endian, with as many bytes as the shape needs
   */
  public Tensor bytes(ByteBuffer bytes, DType dtype, Shape shape) {
    Require.that(
        bytes.remaining() == shape.elements() * dtype.bytes(),
        "a tensor %s %s needs %d bytes, the buffer has %d",
        dtype,
        shape,
        shape.elements() * dtype.bytes(),
        bytes.remaining());
    ByteBuffer native_ = bytes.slice().order(ByteOrder.nativeOrder());
    if (dtype == DType.BF16) {
      return backend.casts().fromBits(this, native_, shape);
    }
    try (PtNDArray shared = manager.create(native_, shape(shape), Tensor.dataType(dtype))) {
      return new Tensor(backend, (PtNDArray) shared.duplicate(), dtype);
    }
  }

  public Tensor zeros(DType dtype, Shape shape) {
    return dtype == DType.BF16
        ? backend.casts().zeros(this, shape)
        : new Tensor(
            backend, (PtNDArray) manager.zeros(shape(shape), Tensor.dataType(dtype)), dtype);
  }

  /** Opens a nested scope, which is closed with this one at the latest. */
  public Scope open() {
    return new Scope(backend, (PtNDManager) ((NDManager) manager).newSubManager());
  }

  @Override
  public void close() {
    manager.close();
  }

  static ai.djl.ndarray.types.Shape shape(Shape shape) {
    return new ai.djl.ndarray.types.Shape(shape.toArray());
  }
}
