package io.gristmill.jobs.io;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Collects the bytes of one record up to a maximum. Beyond it the buffer keeps only the beginning
 * and counts the bytes.
 */
final class SpanBuffer {

  private static final int FIRST = 1 << 12;

  private final int maxBytes;
  private final int keptBytes;
  private byte[] bytes = new byte[FIRST];
  private int size;
  private long count;

  /**
   * @param maxBytes maximum size of a record (bytes)
   * @param keptBytes number of bytes to keep of a larger record
   */
  SpanBuffer(int maxBytes, int keptBytes) {
    this.maxBytes = maxBytes;
    this.keptBytes = Math.min(keptBytes, maxBytes);
  }

  void clear() {
    if (bytes.length > 1 << 20) {
      bytes = new byte[FIRST];
    }
    size = 0;
    count = 0;
  }

  void add(int b) {
    count++;
    if (count > maxBytes) {
      shrink();
      return;
    }
    if (size == bytes.length) {
      grow(size + 1);
    }
    bytes[size++] = (byte) b;
  }

  void add(byte[] source, int from, int length) {
    count += length;
    if (count > maxBytes) {
      int room = Math.max(0, Math.min(length, keptBytes - size));
      append(source, from, room);
      shrink();
      return;
    }
    append(source, from, length);
  }

  private void append(byte[] source, int from, int length) {
    if (size + length > bytes.length) {
      grow(size + length);
    }
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  private void grow(int needed) {
    bytes =
        Arrays.copyOf(
            bytes, (int) Math.min(Math.max(maxBytes, needed), Math.max(needed, 2L * size)));
  }

  private void shrink() {
    if (size > keptBytes) {
      bytes = Arrays.copyOf(bytes, keptBytes);
      size = keptBytes;
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Whether the record consists of spaces, tabs and line breaks. */
  boolean isBlank() {
    for (int i = 0; i < size; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r' && bytes[i] != '\n') {
        return false;
      }
    }
    return count == size;
  }

  /**
   * The collected bytes as a span. A record that is too large has that error unless another one is
   * passed.
   */
  RecordSpan span(long number, long offset, @Nullable ReadError error) {
    if (count <= maxBytes) {
      return new RecordSpan(number, offset, Arrays.copyOf(bytes, size), error);
    }
    String reason =
        String.format(
            Locale.ROOT,
            "the record has %d bytes, more than ingest.max-record-bytes (%d)",
            count,
            maxBytes);
    ReadError large = error == null ? new ReadError(ReadError.TOO_LARGE, reason) : error;
    return new RecordSpan(number, offset, Arrays.copyOf(bytes, size), large);
  }
}
