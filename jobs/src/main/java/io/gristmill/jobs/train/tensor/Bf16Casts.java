package io.gristmill.jobs.train.tensor;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import java.nio.ByteBuffer;

/** Converts BF16 tensors from and to their bytes, since DJL does not support the type. */
final class Bf16Casts {

  private static final String SOURCE =
      """
      class Bf16Casts(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def from_bits(self, x: Tensor) -> Tensor:
          return torch.view_copy(x, dtype=15)
        def to_bits(self, x: Tensor) -> Tensor:
          return torch.view_copy(torch.contiguous(x), dtype=0)
      """;

  private final Backend backend;
  private final Program program;

  Bf16Casts(Backend backend) {
    this.backend = backend;
    this.program = backend.compile("Bf16Casts", SOURCE);
  }

  Tensor fromBits(Scope scope, ByteBuffer bytes, Shape shape) {
    ai.djl.ndarray.types.Shape flat = new ai.djl.ndarray.types.Shape(bytes.remaining());
    try (PtNDArray shared = scope.manager().create(bytes, flat, DataType.UINT8)) {
      return fromFlatBits(shared, scope, shape);
    }
  }

  Tensor zeros(Scope scope, Shape shape) {
    try (PtNDArray bits =
        (PtNDArray)
            scope
                .manager()
                .zeros(new ai.djl.ndarray.types.Shape(2 * shape.elements()), DataType.UINT8)) {
      return fromFlatBits(bits, scope, shape);
    }
  }

  private Tensor fromFlatBits(PtNDArray bits, Scope scope, Shape shape) {
    try (PtNDArray flat = program.call(scope.manager(), "from_bits", bits)) {
      return new Tensor(backend, flat.reshape(Scope.shape(shape)), DType.BF16);
    }
  }

  /**
   * The elements in a type that DJL can read: the bytes of a BF16 tensor, a view of any other
   * tensor.
   */
  PtNDArray toBits(PtNDArray flat, DType dtype) {
    return dtype == DType.BF16
        ? program.call(flat.getManager(), "to_bits", flat)
        : flat.reshape(flat.getShape());
  }

  void close() {
    program.close();
  }
}
