package io.gristmill.jobs.io;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The non-blank rows of delimited text (RFC 4180). A cell that starts with the quote character is
 * quoted: two quotes inside it are one, and line breaks inside it belong to it. Rows end with a
 * line feed, a carriage return or both.
 */
final class CsvSpans extends RecordSpans {

  private final char delimiter;
  private final char quote;
  private boolean truncationReported;

  CsvSpans(ByteSource source, SpanBuffer buffer, char delimiter, char quote) {
    super(source, buffer);
    this.delimiter = delimiter;
    this.quote = quote;
  }

  @Override
  @Nullable RecordSpan next() {
    while (source.peek() >= 0) {
      long offset = source.offset();
      buffer.clear();
      ReadError error = takeRow();
      count++;
      if (error != null || !buffer.isBlank()) {
        truncationReported |= source.truncation() != null;
        return buffer.span(count, offset, error);
      }
    }
    ReadError error = truncationReported ? null : source.truncation();
    truncationReported = true;
    buffer.clear();
    return error == null ? null : buffer.span(count + 1, source.offset(), error);
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

  static List<String> parse(String row, char delimiter, char quote) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    boolean cellStarts = true;
    for (int i = 0; i < row.length(); i++) {
      char c = row.charAt(i);
      if (quoted) {
        boolean doubled = c == quote && i + 1 < row.length() && row.charAt(i + 1) == quote;
        if (c != quote || doubled) {
          cell.append(c);
        }
        i += doubled ? 1 : 0;
        quoted = c != quote || doubled;
      } else if (cellStarts && c == quote) {
        quoted = true;
        cellStarts = false;
      } else if (c == delimiter) {
        cells.add(cell.toString());
        cell.setLength(0);
        cellStarts = true;
      } else {
        cell.append(c);
        cellStarts = false;
      }
    }
    cells.add(cell.toString());
    return cells;
  }
}
