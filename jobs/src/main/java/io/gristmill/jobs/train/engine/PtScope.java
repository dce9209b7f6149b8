package io.gristmill.jobs.train.engine;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.gristmill.check.Require;
import io.gristmill.jobs.train.tensor.DType;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Shape;
import io.gristmill.jobs.train.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * A scope backed by a DJL manager. Arrays that DJL creates from a Java buffer keep pointing to the
 * buffer, so each is copied at once.
 */
final class PtScope implements Scope {

  private final PyTorch backend;
  private final PtNDManager manager;

  PtScope(PyTorch backend, PtNDManager manager) {
    this.backend = backend;
    this.manager = manager;
  }

  PtNDManager manager() {
    return manager;
  }

  @Override
  public Tensor floats(float[] values, Shape shape) {
    return create(DType.F32, shape, values.length, bytes -> bytes.asFloatBuffer().put(values));
  }

  @Override
  public Tensor doubles(double[] values, Shape shape) {
    return create(DType.F64, shape, values.length, bytes -> bytes.asDoubleBuffer().put(values));
  }

  @Override
  public Tensor longs(long[] values, Shape shape) {
    return create(DType.I64, shape, values.length, bytes -> bytes.asLongBuffer().put(values));
  }

  private Tensor create(DType type, Shape shape, int length, Consumer<ByteBuffer> fill) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.multiplyExact(length, type.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    fill.accept(bytes);
    return bytes(bytes, type, shape);
  }

  @Override
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
    PtNDArray shared =
        (PtNDArray) manager.create(native_, PtScope.shape(shape), PtTensor.dataType(dtype));
    try (shared) {
      return new PtTensor(backend, (PtNDArray) shared.duplicate(), dtype);
    }
  }

  @Override
  public Tensor zeros(DType dtype, Shape shape) {
    if (dtype == DType.BF16) {
      return backend.casts().zeros(this, shape);
    }
    return new PtTensor(
        backend, (PtNDArray) manager.zeros(shape(shape), PtTensor.dataType(dtype)), dtype);
  }

  @Override
  public Scope open() {
    return new PtScope(backend, (PtNDManager) ((NDManager) manager).newSubManager());
  }

  @Override
  public void close() {
    manager.close();
  }

  static ai.djl.ndarray.types.Shape shape(Shape shape) {
    return new ai.djl.ndarray.types.Shape(shape.toArray());
  }
}
