package io.gristmill.jobs.io;

import org.jspecify.annotations.Nullable;

/** Non-blank lines, of a whole file or those that start in one slice of it. */
final class LineSpans implements Spans {

  private final ByteSource source;
  private final SpanBuffer buffer;
  private final long end;
  private long lines;
  private boolean cutTold;
  private boolean first; // the first line of a file starts behind a byte order mark

  /**
   * @param source stands at the slice's start, or one byte before it where {@code inside} is set
   * @param inside whether the slice starts inside the file, perhaps inside a line
   * @param end first byte after the slice
   */
  LineSpans(ByteSource source, SpanBuffer buffer, boolean inside, long end) {
    this.source = source;
    this.buffer = buffer;
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
  public @Nullable Span next() {
    while ((first || source.offset() < end) && source.peek() >= 0) {
      first = false;
      long offset = source.offset();
      buffer.clear();
      boolean whole = source.takeLine(buffer);
      lines++;
      Fault fault = whole ? null : cut();
      if (fault != null || !buffer.isBlank()) {
        return buffer.span(lines, offset, fault);
      }
    }
    Fault fault = cut();
    buffer.clear();
    return fault == null ? null : buffer.span(lines + 1, source.offset(), fault);
  }

  /** The reason why the file ended early, once. */
  private @Nullable Fault cut() {
    Fault fault = cutTold ? null : source.cut();
    cutTold |= fault != null;
    return fault;
  }

  @Override
  public long abandon() {
    throw new IllegalStateException("a broken line says nothing of the next");
  }

  @Override
  public long seen() {
    return lines;
  }

  @Override
  public void close() {
    source.close();
  }
}
