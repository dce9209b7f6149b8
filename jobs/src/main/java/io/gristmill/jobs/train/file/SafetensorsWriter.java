package io.gristmill.jobs.train.file;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.check.Require;
import io.gristmill.jobs.train.tensor.DType;
import io.gristmill.jobs.train.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Writes tensors to a safetensors file, in the order of the map. The file is synced to disk and
 * replaced atomically: if writing fails, an earlier file is unchanged.
 */
public final class SafetensorsWriter {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SafetensorsWriter() {}

  public static void write(Path file, Map<String, Tensor> tensors) {
    write(file, tensors, DType.F32);
  }

  /**
   * Writes tensors.
   *
   * @param floats type in which F32 tensors are stored: F32, F16 or BF16
   * @throws io.gristmill.check.UserException if the file cannot be written
   */
  public static void write(Path file, Map<String, Tensor> tensors, DType floats) {
    Require.that(
        floats == DType.F32 || floats == DType.F16 || floats == DType.BF16,
        "tensors can be stored as F32, F16 or BF16, not as %s",
        floats);
    AtomicFiles.write(
        file,
        partial -> {
          try (FileChannel out =
              FileChannel.open(
                  partial,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.TRUNCATE_EXISTING)) {
            writeAll(out, header(tensors, floats));
            for (Tensor tensor : tensors.values()) {
              boolean narrowed = storedType(tensor, floats) != tensor.dtype();
              tensor.writeTo(narrowed ? new NarrowingChannel(out, floats) : out);
            }
          }
        });
  }

  /** The number of bytes that the tensor takes in the file. */
  static long bytes(Tensor tensor, DType floats) {
    return tensor.shape().elements() * storedType(tensor, floats).bytes();
  }

  private static DType storedType(Tensor tensor, DType floats) {
    return tensor.dtype() == DType.F32 ? floats : tensor.dtype();
  }

  private static ByteBuffer header(Map<String, Tensor> tensors, DType floats) {
    ObjectNode json = JSON.createObjectNode();
    // Some readers require the format.
    json.putObject("__metadata__").put("format", "pt");
    long at = 0;
    for (Map.Entry<String, Tensor> named : tensors.entrySet()) {
      Tensor tensor = named.getValue();
      ObjectNode entry = json.putObject(named.getKey());
      entry.put("dtype", storedType(tensor, floats).fileName());
      tensor.shape().sizes().forEach(entry.putArray("shape")::add);
      entry.putArray("data_offsets").add(at).add(at + bytes(tensor, floats));
      at += bytes(tensor, floats);
    }
    byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
    // Blanks after the header align the data.
    int length = (text.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    ByteBuffer header = ByteBuffer.allocate(Long.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
    header.putLong(length).put(text);
    while (header.hasRemaining()) {
      header.put((byte) ' ');
    }
    return header.flip();
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
