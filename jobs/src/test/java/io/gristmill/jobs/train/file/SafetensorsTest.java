package io.gristmill.jobs.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.UserException;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.tensor.DType;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Shape;
import io.gristmill.jobs.train.tensor.Tensor;
import io.gristmill.random.RandomStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {

  private static Backend backend;
  private static Scope scope;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    backend = Backend.open("cpu");
    scope = backend.open();
  }

  @AfterAll
  static void close() {
    scope.close();
    backend.close();
  }

  private Path file(String header, int dataBytes) throws IOException {
    return file(header.getBytes(StandardCharsets.UTF_8), header.length(), dataBytes);
  }

  private Path file(byte[] header, long length, int dataBytes) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + header.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put(header);
    return Files.write(folder.resolve("m.safetensors"), bytes.array());
  }

  private static void refused(Path file, String message) {
    assertThatThrownBy(() -> SafetensorsFile.open(file).close())
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void writtenTensorsAreReadBack() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("b", scope.floats(new float[] {1, -2, 3.5f, 0, 5, 6}, Shape.of(2, 3)));
    tensors.put("한글 \"a\"", scope.longs(new long[] {7, -8}, Shape.of(2)));
    tensors.put("scalar", scope.number(0.1));
    tensors.put("none", scope.floats(new float[0], Shape.of(0, 4)));
    Path path = folder.resolve("x.safetensors");
    SafetensorsWriter.write(path, tensors);
    assertThat(folder).isDirectoryNotContaining("glob:**.partial");
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.names()).containsExactly("b", "한글 \"a\"", "scalar", "none");
      assertThat(file.read(scope, "b").floats()).containsExactly(1, -2, 3.5f, 0, 5, 6);
      assertThat(file.shape("b")).isEqualTo(Shape.of(2, 3));
      assertThat(file.read(scope, "한글 \"a\"").longs()).containsExactly(7, -8);
      assertThat(file.read(scope, "scalar").scalar()).isEqualTo(0.1);
      assertThat(file.readFloats(scope, "scalar", file.shape("scalar")).floats())
          .containsExactly(0.1f);
      assertThat(file.read(scope, "none").shape()).isEqualTo(Shape.of(0, 4));
      assertThatThrownBy(() -> file.read(scope, "c"))
          .hasMessage(path + ": tensor \"c\" is missing");
      assertThatThrownBy(() -> file.readFloats(scope, "한글 \"a\"", file.shape("한글 \"a\"")))
          .hasMessageContaining("holds I64, but floating-point numbers are needed");
    }
  }

  @Test
  void sixteenBitTensorsAreRoundedAndReadAsFloats() throws IOException {
    float[] values = {1, -2.5f, 3.14159274f, 65504, 1e-7f, 0, Float.NEGATIVE_INFINITY};
    Map<String, Tensor> tensors = Map.of("x", scope.floats(values, Shape.of(7)));
    Path path = folder.resolve("x.safetensors");
    SafetensorsWriter.write(path, tensors, DType.BF16);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.dtype("x")).isEqualTo(DType.BF16);
      assertThat(file.readFloats(scope, "x", file.shape("x")).floats())
          .containsExactly(1, -2.5f, 3.140625f, 65536, 0x1.aep-24f, 0, Float.NEGATIVE_INFINITY);
    }
    SafetensorsWriter.write(path, tensors, DType.F16);
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      assertThat(file.readFloats(scope, "x", file.shape("x")).floats())
          .containsExactly(1, -2.5f, 3.140625f, 65504, 0x1p-23f, 0, Float.NEGATIVE_INFINITY);
    }
  }

  @Test
  void everyHalfConvertsToFloatAndBack() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float half = HalfFloats.fromF16((short) bits);
      float brain = HalfFloats.fromBf16((short) bits);
      assertThat(Float.isNaN(half) ? (short) bits : HalfFloats.toF16(half)).isEqualTo((short) bits);
      assertThat(Float.isNaN(brain) ? (short) bits : HalfFloats.toBf16(brain))
          .isEqualTo((short) bits);
    }
    assertThat(HalfFloats.fromF16((short) 0x3555)).isEqualTo(0.33325195f);
    assertThat(HalfFloats.fromF16((short) 0x0001)).isEqualTo(0x1p-24f);
    assertThat(HalfFloats.toF16(Float.NaN)).isEqualTo((short) 0x7E00);
    assertThat(HalfFloats.fromBf16(HalfFloats.toBf16(Float.NaN))).isNaN();
  }

  @Test
  void roundsToTheNearestHalfAndTiesToEven() {
    RandomStream random = RandomStream.of(1, "halves", "");
    for (int trial = 0; trial < 20_000; trial++) {
      short bits = (short) random.nextInt(0x7BFF);
      float low = HalfFloats.fromF16(bits);
      float high = HalfFloats.fromF16((short) (bits + 1));
      double middle = ((double) low + high) / 2;
      assertThat(HalfFloats.toF16((float) middle)).isEqualTo((short) (bits + (bits & 1)));
      assertThat(HalfFloats.toF16(Math.nextDown((float) middle))).isEqualTo(bits);
      assertThat(HalfFloats.toF16(Math.nextUp((float) middle))).isEqualTo((short) (bits + 1));
    }
    assertThat(HalfFloats.toF16(65519.996f)).isEqualTo((short) 0x7BFF);
    assertThat(HalfFloats.toF16(65520)).isEqualTo((short) 0x7C00);
    assertThat(HalfFloats.toBf16(Float.intBitsToFloat(0x3F808000))).isEqualTo((short) 0x3F80);
    assertThat(HalfFloats.toBf16(Float.intBitsToFloat(0x3F818000))).isEqualTo((short) 0x3F82);
    assertThat(HalfFloats.toBf16(Float.intBitsToFloat(0x3F808001))).isEqualTo((short) 0x3F81);
  }

  @Test
  void rejectsTruncatedFiles() throws IOException {
    String header = "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
    refused(file(header, 7), "its tensors have 8 bytes, but the file has 7");
    refused(file(header, 9), "its tensors have 8 bytes, but the file has 9");
    refused(file(header.getBytes(StandardCharsets.UTF_8), 5000, 8), "header of 5000");
    refused(file(header.getBytes(StandardCharsets.UTF_8), -1, 8), "header of -1");
    refused(file(header.getBytes(StandardCharsets.UTF_8), Long.MAX_VALUE, 8), "truncated");
    refused(Files.write(folder.resolve("m.safetensors"), new byte[3]), "3 bytes, header of -1");
    refused(Files.write(folder.resolve("m.safetensors"), new byte[0]), "truncated");
  }

  @Test
  void rejectsInvalidHeadersWithTheNameOfTheTensor() throws IOException {
    String x = "{\"x\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}";
    refused(file(x.formatted("F32", "[2]", "[0,4]"), 4), "\"x\" of F32 [2] needs 8 bytes");
    refused(file(x.formatted("F32", "[2]", "[8,0]"), 8), "[8, 0) hold -8");
    refused(file(x.formatted("F32", "[1]", "[4,8]"), 8), "\"x\" begins at 4");
    refused(file(x.formatted("F32", "[1]", "[-4,0]"), 8), "tensor \"x\"");
    refused(file(x.formatted("F99", "[1]", "[0,4]"), 4), "\"x\" has the unknown type \"F99\"");
    refused(file(x.formatted("F32", "[-1]", "[0,4]"), 4), "\"x\" has shape [-1]");
    refused(file(x.formatted("F32", "[1.5]", "[0,4]"), 4), "\"x\" has shape [1.5]");
    refused(file(x.formatted("F32", "[4294967296,4294967296]", "[0,4]"), 4), "\"x\" has shape");
    refused(file(x.formatted("F64", "[4611686018427387904]", "[0,4]"), 4), "tensor \"x\"");
    refused(file(x.formatted("F32", "3", "[0,4]"), 4), "\"x\" has no shape");
    refused(file(x.formatted("F32", "[1]", "[0]"), 4), "\"x\" must have two data_offsets");
    refused(file("{\"x\":7}", 4), "\"x\" must have two data_offsets");
    refused(file("[1,2,3]", 4), "the header is not a JSON object");
    refused(file("{\"x\":", 4), "the header is not valid JSON");
    refused(
        file(
            "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                + "\"y\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            4),
        "\"y\" begins at 0");
    refused(
        file(
            "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                + "\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
            4),
        "the header is not valid JSON");
  }

  @Test
  void aFailedWriteLeavesTheFileUnchanged() throws IOException {
    Path path = folder.resolve("x.safetensors");
    SafetensorsWriter.write(path, Map.of("x", scope.number(1)));
    byte[] before = Files.readAllBytes(path);
    Tensor closed = scope.number(2);
    closed.close();
    assertThatThrownBy(() -> SafetensorsWriter.write(path, Map.of("x", closed)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(path).hasBinaryContent(before);
    assertThat(folder).isDirectoryNotContaining("glob:**.partial");
  }
}
