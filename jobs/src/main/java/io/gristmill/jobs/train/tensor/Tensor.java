package io.gristmill.jobs.train.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import io.gristmill.check.Require;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A dense array on the backend's device. It belongs to a {@link Scope} and must not be used after
 * the scope is closed. Of a BF16 array DJL supports the shape only.
 */
public final class Tensor implements Argument, AutoCloseable {

  /** Number of bytes read from the device at a time, far below the limit of a Java buffer. */
  private static final long CHUNK = 1L << 28;

  /** DJL's types; the JNI layer reports a BF16 tensor as unknown. */
  private static final Map<DType, DataType> TYPES =
      Map.of(
          DType.F64, DataType.FLOAT64,
          DType.F32, DataType.FLOAT32,
          DType.F16, DataType.FLOAT16,
          DType.I64, DataType.INT64,
          DType.I32, DataType.INT32,
          DType.U8, DataType.UINT8,
          DType.BOOL, DataType.BOOLEAN,
          DType.BF16, DataType.UNKNOWN);

  private final Backend backend;
  private final PtNDArray array;
  private final DType dtype;

  Tensor(Backend backend, PtNDArray array, DType dtype) {
    this.backend = backend;
    this.array = array;
    this.dtype = dtype;
  }

  Tensor(Backend backend, PtNDArray array) {
    this(backend, array, dtype(array.getDataType()));
  }

  PtNDArray array() {
    return array;
  }

  public Shape shape() {
    return Shape.of(array.getShape().getShape());
  }

  public DType dtype() {
    return dtype;
  }

  /** The elements of an {@link DType#F32} tensor in row-major order. */
  public float[] floats() {
    mustBe(DType.F32);
    return array.toFloatArray();
  }

  /** The elements of an {@link DType#F32} or {@link DType#F64} tensor in row-major order. */
  public double[] doubles() {
    if (dtype == DType.F64) {
      return array.toDoubleArray();
    }
    float[] floats = floats();
    return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
  }

  /** The elements of an {@link DType#I64} tensor in row-major order. */
  public long[] longs() {
    mustBe(DType.I64);
    return array.toLongArray();
  }

  /** The only element of an {@link DType#F32} or {@link DType#F64} tensor. */
  public double scalar() {
    double[] values = doubles();
    Require.that(values.length == 1, "a scalar must have one element, has %d", values.length);
    return values[0];
  }

  /** Writes the elements of a tensor of any type and size, in row-major order, little-endian. */
  public void writeTo(WritableByteChannel out) throws IOException {
    long elements = shape().elements();
    long step = CHUNK / dtype.bytes();
    try (NDArray flat = array.reshape(elements)) {
      for (long from = 0; from < elements; from += step) {
        write(flat, from, Math.min(elements, from + step), out);
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

  /** Moves the tensor to another scope, which then owns it. */
  public Tensor moveTo(Scope scope) {
    array.attach(scope.manager());
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

  private static DType dtype(DataType type) {
    return TYPES.entrySet().stream()
        .filter(known -> known.getValue() == type)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("unexpected element type " + type));
  }

  static DataType dataType(DType type) {
    Require.that(type != DType.BF16, "BF16 tensors must not reach DJL");
    return TYPES.getOrDefault(type, DataType.UNKNOWN);
  }
}
