package io.gristmill.jobs.io;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The elements of JSON lists, and top-level JSON values, in any layout. Only brackets and strings
 * are examined, which works on UTF-8 bytes; the JSON parser validates each element.
 */
final class JsonSpans extends RecordSpans {

  private boolean inList;
  private boolean expectsSeparator;
  private boolean afterComma;
  private boolean done;

  JsonSpans(ByteSource source, SpanBuffer buffer) {
    super(source, buffer);
  }

  @Override
  @Nullable RecordSpan next() {
    while (!done) {
      skipBlanks();
      int c = source.peek();
      if (c < 0) {
        done = true;
        return endOfFile();
      }
      if (!inList && c == '[') {
        enterList();
      } else if (inList && c == ']' && !afterComma) {
        leaveList();
      } else if (inList && expectsSeparator) {
        if (c != ',') {
          return skipMalformed("expected , or ] after an element, found %s");
        }
        takeComma();
      } else {
        return element(c);
      }
    }
    return null;
  }

  private void enterList() {
    source.read();
    inList = true;
    expectsSeparator = false;
    afterComma = false;
  }

  private void leaveList() {
    source.read();
    inList = false;
  }

  private void takeComma() {
    source.read();
    expectsSeparator = false;
    afterComma = true;
  }

  private RecordSpan element(int first) {
    if (first == ']' || first == '}' || first == ',') {
      return skipMalformed("expected an element, found %s");
    }
    count++;
    buffer.clear();
    long offset = source.offset();
    boolean nested = first == '{' || first == '[' || first == '"';
    boolean complete = nested ? takeNested() : takeScalar();
    expectsSeparator = true;
    afterComma = false;
    if (complete) {
      return buffer.span(count, offset, null);
    }
    done = true;
    ReadError truncation = source.truncation();
    return buffer.span(count, offset, truncation == null ? notClosed(offset) : truncation);
  }

  /** Reads a string or everything between matching brackets; false if the file ends first. */
  private boolean takeNested() {
    int depth = 0;
    boolean inString = false;
    for (int c = source.read(); c >= 0; c = source.read()) {
      buffer.add(c);
      if (inString) {
        if (c == '\\') {
          buffer.add(Math.max(0, source.read()));
        }
        inString = c != '"';
      } else if (c == '"') {
        inString = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
      if (depth == 0 && !inString) {
        return true;
      }
    }
    return false;
  }

  private boolean takeScalar() {
    for (int c = source.peek(); c >= 0; c = source.peek()) {
      if (isBlank(c) || c == ',' || c == ']' || c == '}' || c == '{' || c == '[') {
        return true;
      }
      buffer.add(source.read());
    }
    return source.truncation() == null;
  }

  private void skipBlanks() {
    while (isBlank(source.peek())) {
      source.read();
    }
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** The error if the file ends between elements of a list; null if it ends properly. */
  private @Nullable RecordSpan endOfFile() {
    ReadError error = source.truncation();
    if (error == null && inList) {
      error = new ReadError(ReadError.BAD_JSON, "the file ends before the closing ] of the list");
    }
    buffer.clear();
    return error == null ? null : buffer.span(count + 1, source.offset(), error);
  }

  private static ReadError notClosed(long offset) {
    return new ReadError(
        ReadError.BAD_JSON,
        "the file ends inside the record that starts at byte %d; a quote or bracket is not closed"
            .formatted(offset));
  }

  /**
   * Returns the rest of the file as one malformed record; {@code reason} is a format for its first
   * character.
   */
  private RecordSpan skipMalformed(String reason) {
    done = true;
    long offset = source.offset();
    String found = "\"" + (char) source.peek() + "\"";
    buffer.clear();
    long left = 0;
    for (int c = source.read(); c >= 0; c = source.read()) {
      buffer.add(c);
      left++;
    }
    String text =
        String.format(
            Locale.ROOT,
            "at byte %d " + reason + "; the remaining %d bytes were skipped",
            offset,
            found,
            left);
    return buffer.span(count + 1, offset, new ReadError(ReadError.BAD_JSON, text));
  }

  @Override
  long skipRest() {
    done = true;
    return source.drain();
  }
}
