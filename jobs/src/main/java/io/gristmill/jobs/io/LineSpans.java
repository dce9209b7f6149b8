package io.gristmill.jobs.io;

import org.jspecify.annotations.Nullable;

/** The non-blank lines of a file, or those that start in one slice of it. */
final class LineSpans extends RecordSpans {

  private final long end;
  private boolean truncationReported;
  private boolean first; // the first line of a file may start after a byte order mark

  /**
   * @param source positioned at the start of the slice, or one byte before it if {@code inside} is
   *     set
   * @param inside whether the slice starts inside the file, perhaps inside a line
   * @param end offset of the first byte after the slice
   */
  LineSpans(ByteSource source, SpanBuffer buffer, boolean inside, long end) {
    super(source, buffer);
    this.end = end;
    this.first = !inside;
    if (inside) {
      skipStartedLine();
    }
  }

  private void skipStartedLine() {
    while (source.offset() < end && source.peek() >= 0) {
      if (source.read() == '\n') {
        return;
      }
    }
  }

  @Override
  @Nullable RecordSpan next() {
    while ((first || source.offset() < end) && source.peek() >= 0) {
      first = false;
      long offset = source.offset();
      buffer.clear();
      boolean complete = source.takeLine(buffer);
      count++;
      ReadError error = complete ? null : takeTruncation();
      if (error != null || !buffer.isBlank()) {
        return buffer.span(count, offset, error);
      }
    }
    ReadError error = takeTruncation();
    buffer.clear();
    return error == null ? null : buffer.span(count + 1, source.offset(), error);
  }

  /** The reason why the file ended early; returned only once. */
  private @Nullable ReadError takeTruncation() {
    ReadError error = truncationReported ? null : source.truncation();
    truncationReported |= error != null;
    return error;
  }
}
