package io.gristmill.jobs.train.file;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.file.SafetensorsHeader.Entry;
import io.gristmill.jobs.train.tensor.DType;
import io.gristmill.jobs.train.tensor.Scope;
import io.gristmill.jobs.train.tensor.Shape;
import io.gristmill.jobs.train.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;

/**
 * An open safetensors file: eight bytes with the length of the JSON header, the header, the
 * tensors. It is memory-mapped, so that only the tensors that are read come from the disk.
 */
public final class SafetensorsFile implements AutoCloseable {

  /** The limit of the safetensors format. */
  private static final long MAX_HEADER_BYTES = 100_000_000;

  private final Path path;
  private final FileChannel channel;
  private final long dataOffset;
  private final Map<String, Entry> entries;

  private SafetensorsFile(
      Path path, FileChannel channel, long dataOffset, Map<String, Entry> entries) {
    this.path = path;
    this.channel = channel;
    this.dataOffset = dataOffset;
    this.entries = entries;
  }

  /**
   * Opens a file and checks its header.
   *
   * @throws UserException if the file is truncated or its header does not match it
   */
  public static SafetensorsFile open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      long size = channel.size();
      long length = size < Long.BYTES ? -1 : headerLength(channel);
      if (length < 2 || length > MAX_HEADER_BYTES || length > size - Long.BYTES) {
        throw new UserException(
            ExitCode.INPUT,
            path
                + ": not a safetensors file, or truncated: "
                + size
                + " bytes, header of "
                + length);
      }
      byte[] header = new byte[(int) length];
      read(channel, ByteBuffer.wrap(header), Long.BYTES);
      long dataOffset = Long.BYTES + length;
      return new SafetensorsFile(
          path,
          channel,
          dataOffset,
          SafetensorsHeader.parse(path.toString(), header, size - dataOffset));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static long headerLength(FileChannel channel) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    read(channel, length, 0);
    return length.getLong(0);
  }

  private static void read(FileChannel channel, ByteBuffer into, long from) throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, from + into.position()) < 0) {
        throw new IOException("unexpected end of file");
      }
    }
  }

  public Set<String> names() {
    return entries.keySet();
  }

  public Shape shape(String name) {
    return entry(name).shape();
  }

  public DType dtype(String name) {
    return entry(name).dtype();
  }

  /**
   * Reads one tensor.
   *
   * @throws UserException if the tensor has more bytes than a Java buffer can hold (2^31 - 1)
   */
  public Tensor read(Scope scope, String name) throws IOException {
    return scope.bytes(map(entry(name)), entry(name).dtype(), entry(name).shape());
  }

  /**
   * Reads one floating-point tensor as {@link DType#F32}; F64 is rounded.
   *
   * @throws UserException if it is missing or has another shape
   */
  public Tensor readFloats(Scope scope, String name, Shape shape) throws IOException {
    Entry entry = entry(name);
    if (!entry.shape().equals(shape)) {
      throw invalid(name, "has shape " + entry.shape() + ", but the model needs " + shape);
    }
    if (entry.dtype() == DType.F32) {
      return read(scope, name);
    }
    if (!entry.dtype().isFloating()) {
      throw invalid(name, "holds " + entry.dtype() + ", but floating-point numbers are needed");
    }
    int elements =
        requireBufferSize(entry, Math.multiplyExact(entry.shape().elements(), Float.BYTES)) / 4;
    ByteBuffer floats =
        ByteBuffer.allocateDirect(elements * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    widen(map(entry), entry.dtype(), floats.asFloatBuffer());
    return scope.bytes(floats, DType.F32, entry.shape());
  }

  private static void widen(ByteBuffer from, DType type, FloatBuffer to) {
    if (type == DType.F64) {
      while (to.hasRemaining()) {
        to.put((float) from.getDouble());
      }
      return;
    }
    ShortBuffer halves = from.asShortBuffer();
    while (to.hasRemaining()) {
      short half = halves.get();
      to.put(type == DType.BF16 ? HalfFloats.fromBf16(half) : HalfFloats.fromF16(half));
    }
  }

  private ByteBuffer map(Entry entry) throws IOException {
    int size = requireBufferSize(entry, entry.bytes());
    return channel
        .map(MapMode.READ_ONLY, dataOffset + entry.begin(), size)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private int requireBufferSize(Entry entry, long bytes) {
    if (bytes > Integer.MAX_VALUE) {
      throw invalid(entry.name(), "has " + bytes + " bytes; more than 2 GiB are not supported");
    }
    return (int) bytes;
  }

  private Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw invalid(name, "is missing");
    }
    return entry;
  }

  private UserException invalid(String name, String message) {
    return new UserException(ExitCode.INPUT, path + ": tensor \"" + name + "\" " + message);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
