package io.gristmill.jobs.train.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import io.gristmill.check.Require;
import io.gristmill.jobs.train.tensor.DType;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Shape;
import io.gristmill.jobs.train.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** A tensor backed by a DJL array. Of a BF16 array DJL supports the shape only. */
final class PtTensor implements Tensor {

  /** Number of bytes read from the device at a time, far below the limit of a Java buffer. */
  private static final long CHUNK = 1L << 28;

  private final PyTorch backend;
  private final PtNDArray array;
  private final DType dtype;

  PtTensor(PyTorch backend, PtNDArray array, DType dtype) {
    this.backend = backend;
    this.array = array;
    this.dtype = dtype;
  }

  PtTensor(PyTorch backend, PtNDArray array) {
    this(backend, array, dtype(array.getDataType()));
  }

  PtNDArray array() {
    return array;
  }

  @Override
  public Shape shape() {
    return Shape.of(array.getShape().getShape());
  }

  @Override
  public DType dtype() {
    return dtype;
  }

  @Override
  public float[] floats() {
    mustBe(DType.F32);
    return array.toFloatArray();
  }

  @Override
  public double[] doubles() {
    if (dtype == DType.F64) {
      return array.toDoubleArray();
    }
    float[] floats = floats();
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  @Override
  public long[] longs() {
    mustBe(DType.I64);
    return array.toLongArray();
  }

  @Override
  public double scalar() {
    double[] values = doubles();
    Require.that(values.length == 1, "a scalar must have one element, has %d", values.length);
    return values[0];
  }

  @Override
  public void writeTo(WritableByteChannel out) throws IOException {
    long elements = shape().elements();
    long step = CHUNK / dtype.bytes();
    try (NDArray flat = array.reshape(elements)) {
      for (long from = 0; from < elements; from += step) {
        long to = Math.min(elements, from + step);
        write(flat, from, to, out);
      }
    }
  }

  private void write(NDArray flat, long from, long to, WritableByteChannel out) throws IOException {
    try (NDArray part = flat.get("{}:{}", from, to);
        PtNDArray bits = backend.casts().toBits((PtNDArray) part, dtype)) {
      ByteBuffer buffer = bits.toByteBuffer(true);
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
    }
  }

  @Override
  public Tensor moveTo(Scope scope) {
    array.attach(((PtScope) scope).manager());
    return this;
  }

  @Override
  public void close() {
    array.close();
  }

  @Override
  public String toString() {
    return dtype + " " + shape();
  }

  private void mustBe(DType expected) {
    Require.that(dtype == expected, "the elements are %s, not %s", dtype, expected);
  }

  static DType dtype(DataType type) {
    return switch (type) {
      case FLOAT64 -> DType.F64;
      case FLOAT32 -> DType.F32;
      case FLOAT16 -> DType.F16;
      case INT64 -> DType.I64;
      case INT32 -> DType.I32;
      case UINT8 -> DType.U8;
      case BOOLEAN -> DType.BOOL;
      // The JNI layer reports a BF16 tensor as unknown.
      case UNKNOWN -> DType.BF16;
      default -> throw new IllegalStateException("unexpected element type " + type);
    };
  }

  static DataType dataType(DType type) {
    return switch (type) {
      case F64 -> DataType.FLOAT64;
      case F32 -> DataType.FLOAT32;
      case F16 -> DataType.FLOAT16;
      case I64 -> DataType.INT64;
      case I32 -> DataType.INT32;
      case U8 -> DataType.UINT8;
      case BOOL -> DataType.BOOLEAN;
      case BF16 -> throw new IllegalStateException("BF16 tensors must not reach DJL");
    };
  }
}
