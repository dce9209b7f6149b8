package io.gristmill.llm.client;

import io.gristmill.llm.ModelException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Splits a stream of byte chunks into lines. A line ends with LF, CRLF or CR, as in server-sent
 * events; these bytes occur in no other UTF-8 character. Bytes after the last line end form a line
 * when the stream ends. The caller must bound the line length.
 */
final class LineSplitter {

  /** Receives lines without line ends. */
  interface LineSink {
    void accept(byte[] line) throws ModelException;
  }

  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private final LineSink sink;
  private boolean afterReturn;

  LineSplitter(LineSink sink) {
    this.sink = sink;
  }

  /** Consumes a chunk. */
  void accept(ByteBuffer piece) throws ModelException {
    while (piece.hasRemaining()) {
      byte b = piece.get();
      boolean isSecondHalf = afterReturn && b == '\n';
      afterReturn = b == '\r';
      if (b == '\n' || b == '\r') {
        if (!isSecondHalf) {
          emit();
        }
      } else {
        line.write(b);
      }
    }
  }

  /** Ends the stream. */
  void end() throws ModelException {
    if (line.size() > 0) {
      emit();
    }
  }

  private void emit() throws ModelException {
    byte[] whole = line.toByteArray();
    line.reset();
    sink.accept(whole);
  }
}
