package io.gristmill.jobs.io;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the bytes of one record, of which it keeps at most as many as allowed: once there are
 * more it shrinks to a beginning and only counts.
 */
final class SpanBuffer {

  private static final int FIRST = 1 << 12;

  private final int most;
  private final int kept;
  private byte[] bytes = new byte[FIRST];
  private int size;
  private long count;

  /**
   * @param most largest record in bytes
   * @param kept how many bytes stay of a larger one
   */
  SpanBuffer(int most, int kept) {
    this.most = most;
    this.kept = Math.min(kept, most);
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
    if (count > most) {
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
    if (count > most) {
      int room = Math.max(0, Math.min(length, kept - size));
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
        Arrays.copyOf(bytes, (int) Math.min(Math.max(most, needed), Math.max(needed, 2L * size)));
  }

  private void shrink() {
    if (size > kept) {
      bytes = Arrays.copyOf(bytes, kept);
      size = kept;
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Whether there is nothing but blanks, tabs and line ends. */
  boolean isBlank() {
    for (int i = 0; i < size; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r' && bytes[i] != '\n') {
        return false;
      }
    }
    return count == size;
  }

  /** What was gathered as a span; a record that is too large gets that fault over the given. */
  Span span(long number, long offset, @Nullable Fault fault) {
    if (count <= most) {
      return new Span(number, offset, Arrays.copyOf(bytes, size), fault);
    }
    String reason =
        String.format(
            Locale.ROOT,
            "the record has %d bytes, more than ingest.max-record-bytes (%d)",
            count,
            most);
    Fault large = fault == null ? new Fault(Fault.TOO_LARGE, reason) : fault;
    return new Span(number, offset, Arrays.copyOf(bytes, size), large);
  }
}
