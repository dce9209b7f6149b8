package io.gristmill.jobs.io;

import org.jspecify.annotations.Nullable;

/**
 * The rows of delimited text (RFC 4180), blank ones left out. A cell is quoted when it starts with
 * the quote; two quotes inside it are one, and line ends inside it belong to it. Rows end with a
 * line feed, a carriage return or both.
 */
final class CsvSpans implements Spans {

  private final ByteSource source;
  private final SpanBuffer buffer;
  private final char separator;
  private final char quote;
  private long rows;
  private boolean cutTold;

  CsvSpans(ByteSource source, SpanBuffer buffer, char separator, char quote) {
    this.source = source;
    this.buffer = buffer;
    this.separator = separator;
    this.quote = quote;
  }

  @Override
  public @Nullable Span next() {
    while (source.peek() >= 0) {
      long offset = source.offset();
      buffer.clear();
      Fault fault = takeRow();
      rows++;
      if (fault != null || !buffer.isBlank()) {
        cutTold |= source.cut() != null;
        return buffer.span(rows, offset, fault);
      }
    }
    Fault fault = cutTold ? null : source.cut();
    cutTold = true;
    buffer.clear();
    return fault == null ? null : buffer.span(rows + 1, source.offset(), fault);
  }

  /** Takes one row; what is wrong with it, if the file ends in its middle. */
  private @Nullable Fault takeRow() {
    boolean quoted = false;
    boolean cellStarts = true;
    for (int c = source.read(); c >= 0; c = source.read()) {
      if (quoted) {
        buffer.add(c);
        if (c == quote && source.peek() == quote) {
          buffer.add(source.read());
        } else {
          quoted = c != quote;
        }
      } else if (isRowEnd(c)) {
        return null;
      } else {
        buffer.add(c);
        quoted = cellStarts && c == quote;
        cellStarts = c == separator;
      }
    }
    Fault cut = source.cut();
    return cut == null && quoted
        ? new Fault(Fault.BAD_CSV, "the file ends inside a quoted cell; a quote is not closed")
        : cut;
  }

  private boolean isRowEnd(int c) {
    if (c == '\r' && source.peek() == '\n') {
      source.read();
    }
    return c == '\n' || c == '\r';
  }

  @Override
  public long abandon() {
    throw new IllegalStateException("a broken row says nothing of the next");
  }

  @Override
  public long seen() {
    return rows;
  }

  @Override
  public void close() {
    source.close();
  }
}
