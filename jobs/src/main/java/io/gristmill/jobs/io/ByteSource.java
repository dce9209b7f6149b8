package io.gristmill.jobs.io;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the decompressed bytes of a file and counts their offset. A file that cannot be
 * decompressed completely ends early, and {@link #truncation} has the reason; failures of disk or
 * network are thrown.
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
   * @param offset offset of the first byte of the stream in the decompressed file
   * @param packed whether the file is compressed, so that an I/O error may mean corrupt data
   */
  ByteSource(InputStream in, long offset, boolean packed) {
    this.in = in;
    this.base = offset;
    this.packed = packed;
  }

  /** A compressed file whose header is corrupt. */
  static ByteSource unreadable(InputStream in, IOException error) {
    ByteSource source = new ByteSource(in, 0, true);
    source.truncation = readError(error);
    source.ended = true;
    return source;
  }

  /** The next byte, or -1 at the end. */
  int read() {
    return at < limit || fill() ? buffer[at++] & 0xff : -1;
  }

  /** The next byte without consuming it, or -1 at the end. */
  int peek() {
    return at < limit || fill() ? buffer[at] & 0xff : -1;
  }

  /** Offset of the next byte in the decompressed file. */
  long offset() {
    return base + at;
  }

  /** Why the file ended early; null if it did not. */
  @Nullable ReadError truncation() {
    return truncation;
  }

  /** Reads to the end and returns the number of bytes. */
  long drain() {
    long from = offset();
    while (at < limit || fill()) {
      at = limit;
    }
    return offset() - from;
  }

  /**
   * Appends the bytes up to a line feed, which is consumed but not appended.
   *
   * @return false if the file ends first
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

  /** Skips a byte order mark at the start of the file. */
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

  /** Appends the result of one read to the buffer; false at the end. */
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

  private static ReadError readError(IOException e) {
    String message = String.valueOf(e.getMessage());
    boolean truncated =
        e instanceof EOFException
            || message.contains("runcated")
            || message.contains("nexpected end")
            || message.contains("premature");
    return truncated
        ? new ReadError(ReadError.TRUNCATED_FILE, "the compressed file is truncated")
        : new ReadError(ReadError.CORRUPT_FILE, "the compressed file is corrupt: " + message);
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
