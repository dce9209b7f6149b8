package io.gristmill.jobs.train.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import io.gristmill.check.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackendTest {

  private static final String SOURCE =
      """
      class Probe(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
        def sums(self, a: List[Tensor], x: Tensor, b: List[Tensor]) -> List[Tensor]:
          return [torch.add(a[0], x), torch.sub(a[1], x), torch.mul(b[0], float(x))]
        def gradient(self, w: Tensor, x: Tensor) -> List[Tensor]:
          leaf = torch.requires_grad_(torch.detach(w), True)
          y = torch.sum(torch.mul(torch.pow(torch.mul(leaf, 3.), 2), x))
          g = torch.grad([y], [leaf])
          g0 = g[0]
          if torch.__isnot__(g0, None):
            g1 = unchecked_cast(Tensor, g0)
          else:
            g1 = torch.zeros_like(w)
          return [torch.detach(y), g1]
        def half(self, x: Tensor) -> Tensor:
          return torch.to(x, 15)
        def whole(self, x: Tensor) -> Tensor:
          return torch.to(x, 6)
        def huge(self, x: Tensor) -> Tensor:
          return torch.zeros([1000000, 1000000, int(x)], dtype=6)
        def fail(self, x: Tensor) -> Tensor:
          return torch.matmul(x, torch.zeros([7, 7]))
      """;

  private static Backend backend;
  private static Program probe;
  private Scope scope;

  @BeforeAll
  static void open() {
    backend = Backend.open("cpu");
    probe = backend.compile("Probe", SOURCE);
  }

  @AfterAll
  static void close() {
    probe.close();
    backend.close();
  }

  @BeforeEach
  void openScope() {
    scope = backend.open();
  }

  @AfterEach
  void closeScope() {
    scope.close();
  }

  private Tensor floats(float... values) {
    return scope.floats(values, Shape.of(values.length));
  }

  private static byte[] written(Tensor tensor) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    tensor.writeTo(Channels.newChannel(out));
    return out.toByteArray();
  }

  @Test
  void methodsTakeListsAndTensorsInOrderAndReturnAList() {
    List<Tensor> results =
        probe.run(
            scope,
            "sums",
            Argument.of(List.of(floats(1, 2), floats(10))),
            scope.number(4),
            Argument.of(List.of(floats(0.5f))));
    assertThat(results)
        .extracting(Tensor::shape)
        .containsExactly(Shape.of(2), Shape.of(1), Shape.of(1));
    assertThat(results.get(0).floats()).containsExactly(5, 6);
    assertThat(results.get(1).floats()).containsExactly(6);
    assertThat(results.get(2).floats()).containsExactly(2);
  }

  @Test
  void gradientsAreCorrectUnderGarbageCollection() {
    Tensor w = floats(1, 2, 3);
    Tensor x = floats(0.5f, -1, 2);
    for (int round = 0; round < 20; round++) {
      System.gc();
      List<Tensor> results = probe.run(scope, "gradient", w, x);
      System.gc();
      assertThat(results.get(0).scalar()).isEqualTo(9 * (0.5 - 4 + 18));
      assertThat(results.get(1).floats()).containsExactly(9, -36, 108);
    }
  }

  @Test
  void threadsShareAProgramAndItsArguments() throws Exception {
    Tensor w = floats(1, 2, 3);
    Tensor x = floats(0.5f, -1, 2);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      Callable<float[]> gradient =
          () -> {
            try (Scope own = backend.open()) {
              return probe.run(own, "gradient", w, x).get(1).floats();
            }
          };
      List<Future<float[]>> gradients =
          pool.invokeAll(IntStream.range(0, 100).mapToObj(i -> gradient).toList());
      for (Future<float[]> one : gradients) {
        assertThat(one.get()).containsExactly(9, -36, 108);
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void bf16TensorsAreCreatedAndWrittenByTheirBytes() throws IOException {
    // The upper halves of 1, -2.5, 3.140625 and infinity in 32 bits.
    byte[] bits = {(byte) 0x80, 0x3F, 0x20, (byte) 0xC0, 0x49, 0x40, (byte) 0x80, 0x7F};
    ByteBuffer direct = ByteBuffer.allocateDirect(8).order(ByteOrder.LITTLE_ENDIAN);
    direct.put(bits).flip();
    Tensor half = scope.bytes(direct, DType.BF16, Shape.of(2, 2));
    assertThat(half.dtype()).isEqualTo(DType.BF16);
    assertThat(half.shape()).isEqualTo(Shape.of(2, 2));
    Tensor whole = probe.run(scope, "whole", half).get(0);
    assertThat(whole.floats()).containsExactly(1, -2.5f, 3.140625f, Float.POSITIVE_INFINITY);
    Tensor again = probe.run(scope, "half", whole).get(0);
    assertThat(again.dtype()).isEqualTo(DType.BF16);
    assertThat(written(again)).isEqualTo(bits);
    assertThatThrownBy(again::floats).hasMessage("the elements are BF16, not F32");
    assertThat(probe.run(scope, "whole", scope.zeros(DType.BF16, Shape.of(3))).get(0).floats())
        .containsExactly(0, 0, 0);
  }

  @Test
  void bytesAreCopiedFromTheBuffer() throws IOException {
    ByteBuffer direct = ByteBuffer.allocateDirect(8).order(ByteOrder.LITTLE_ENDIAN);
    direct.putLong(0, 7);
    Tensor seven = scope.bytes(direct, DType.I64, Shape.of());
    direct.putLong(0, 8);
    assertThat(seven.longs()).containsExactly(7);
    assertThat(written(seven)).containsExactly(7, 0, 0, 0, 0, 0, 0, 0);
    assertThatThrownBy(() -> scope.bytes(direct, DType.F32, Shape.of(3)))
        .hasMessage("a tensor F32 [3] needs 12 bytes, the buffer has 8");
  }

  @Test
  void movedTensorsOutliveTheirFirstScope() {
    Tensor kept;
    Tensor lost;
    try (Scope inner = scope.open()) {
      kept = inner.number(3).moveTo(scope);
      lost = inner.number(4);
    }
    assertThat(kept.scalar()).isEqualTo(3);
    assertThatThrownBy(lost::scalar).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void errorsOfSourceCallAndMemoryAreReported() {
    assertThatThrownBy(
            () -> backend.compile("Probe", SOURCE.replace("torch.sub", "torch.nonsense")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Probe: ")
        .hasMessageContaining("nonsense");
    assertThatThrownBy(() -> probe.run(scope, "fail", floats(1, 2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Probe.fail: ");
    assertThatThrownBy(() -> probe.run(scope, "huge", scope.integer(100)))
        .isInstanceOf(DeviceMemoryException.class)
        .hasMessage("Probe.huge: not enough memory on cpu");
    assertThatThrownBy(() -> Argument.of(List.of()))
        .hasMessage("a list of tensors must not be empty");
  }

  @Test
  void rejectsMissingDevices() {
    assertThat(Backend.parse("cuda:1", 2)).isEqualTo(Device.gpu(1));
    assertThat(Backend.parse("auto", 1)).isEqualTo(Device.gpu(0));
    assertThat(Backend.parse("auto", 0)).isEqualTo(Device.cpu());
    assertThatThrownBy(() -> Backend.open("cuda:7"))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("device cuda:7: PyTorch finds ");
    assertThatThrownBy(() -> Backend.open("tpu"))
        .hasMessage("device tpu: the device must be auto, cpu, cuda or cuda:N");
  }

  @Test
  void downloadsAndTrackingAreDisabled() {
    assertThat(ai.djl.util.Utils.isOfflineMode()).isTrue();
    assertThat(ai.djl.util.Utils.getEnvOrSystemProperty("OPT_OUT_TRACKING")).isEqualTo("true");
  }
}
