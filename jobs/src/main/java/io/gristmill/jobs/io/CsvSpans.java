package io.gristmill.jobs.io;

import org.jspecify.annotations.Nullable;

/**
 * The non-blank rows of delimited text (RFC 4180). A cell that starts with the quote character is
 * quoted: two quotes inside it are one, and line breaks inside it belong to it. Rows end with a
 * line feed, a carriage return or both.
 */
final class CsvSpans implements RecordSpans {

  private final ByteSource source;
  private final SpanBuffer buffer;
  private final char delimiter;
  private final char quote;
  private long rows;
  private boolean truncationReported;

  CsvSpans(ByteSource source, SpanBuffer buffer, char delimiter, char quote) {
    this.source = source;
    this.buffer = buffer;
    this.delimiter = delimiter;
    this.quote = quote;
  }

  @Override
  public @Nullable RecordSpan next() {
    while (source.peek() >= 0) {
      long offset = source.offset();
      buffer.clear();
      ReadError error = takeRow();
      rows++;
      if (error != null || !buffer.isBlank()) {
        truncationReported |= source.truncation() != null;
        return buffer.span(rows, offset, error);
      }
    }
    ReadError error = truncationReported ? null : source.truncation();
    truncationReported = true;
    buffer.clear();
    return error == null ? null : buffer.span(rows + 1, source.offset(), error);
  }

  /** Reads one row; returns an error if the file ends inside it, else null. */
  private @Nullable ReadError takeRow() {
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
        cellStarts = c == delimiter;
      }
    }
    ReadError truncation = source.truncation();
    return truncation == null && quoted
        ? new ReadError(
            ReadError.BAD_CSV, "the file ends inside a quoted cell; a quote is not closed")
        : truncation;
  }

  private boolean isRowEnd(int c) {
    if (c == '\r' && source.peek() == '\n') {
      source.read();
    }
    return c == '\n' || c == '\r';
  }

  @Override
  public long skipRest() {
    throw new IllegalStateException("a malformed row does not affect the next one");
  }

  @Override
  public long count() {
    return rows;
  }

  @Override
  public void close() {
    source.close();
  }
}
