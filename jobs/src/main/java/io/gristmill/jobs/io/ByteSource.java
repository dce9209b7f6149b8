package io.gristmill.jobs.io;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Unpacked bytes of a file with their offset. A file that cannot be unpacked to its end just ends
 * early and keeps the reason; a failing disk or network is thrown.
 */
final class ByteSource implements Closeable {

  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final boolean packed;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int limit;
  private long base;
  private boolean ended;
  private @Nullable ReadError truncation;

  /**
   * @param offset offset of the stream's first byte in the unpacked file
   * @param packed whether a failure may be one of the packing
   */
  ByteSource(InputStream in, long offset, boolean packed) {
    this.in = in;
    this.base = offset;
    this.packed = packed;
  }

  /** The next byte, or -1 at the end. */
  int read() {
    return at < limit || fill() ? buffer[at++] & 0xff : -1;
  }

  /** The next byte without taking it, or -1 at the end. */
  int peek() {
    return at < limit || fill() ? buffer[at] & 0xff : -1;
  }

  /** Offset of the next byte in the unpacked file. */
  long offset() {
    return base + at;
  }

  /** Why the file ended early; absent when it did not. */
  @Nullable ReadError truncation() {
    return truncation;
  }

  /** Reads on to the end; the number of bytes there were. */
  long drain() {
    long from = offset();
    while (at < limit || fill()) {
      at = limit;
    }
    return offset() - from;
  }

  /**
   * Takes bytes up to a line feed, which is taken but not kept.
   *
   * @return false when the end comes first
   */
  boolean takeLine(SpanBuffer into) {
    while (at < limit || fill()) {
      int end = at;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      into.add(buffer, at, end - at);
      boolean found = end < limit;
      at = found ? end + 1 : end;
      if (found) {
        return true;
      }
    }
    return false;
  }

  /** Skips a byte order mark, at the start of a file. */
  void skipByteOrderMark() {
    boolean more = true;
    while (limit < 3 && more) {
      more = load();
    }
    if (limit >= 3
        && (buffer[0] & 0xff) == 0xef
        && (buffer[1] & 0xff) == 0xbb
        && (buffer[2] & 0xff) == 0xbf) {
      at = 3;
    }
  }

  private boolean fill() {
    base += limit;
    at = 0;
    limit = 0;
    return load();
  }

  /** Adds what one read gives to the buffer; false at the end. */
  private boolean load() {
    int count = 0;
    while (!ended && count == 0) {
      count = readInto();
    }
    limit += Math.max(0, count);
    return count > 0;
  }

  private int readInto() {
    int count = -1;
    try {
      count = in.read(buffer, limit, BUFFER - limit);
    } catch (IOException e) {
      if (!packed) {
        throw new UncheckedIOException(e);
      }
      truncation = readError(e);
    }
    ended = count < 0;
    return count;
  }

  static ReadError readError(IOException e) {
    String message = String.valueOf(e.getMessage());
    boolean truncated =
        e instanceof EOFException
            || message.contains("runcated")
            || message.contains("nexpected end")
            || message.contains("premature");
    return truncated
        ? new ReadError(ReadError.TRUNCATED_FILE, "the packed file ends too early")
        : new ReadError(ReadError.CORRUPT_FILE, "the packed file is damaged: " + message);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      if (!packed) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
