package io.gristmill.llm.client;

import io.gristmill.llm.ModelException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Cuts a stream of bytes into lines, whatever pieces it comes in. A line ends with LF, CRLF or CR,
 * as server-sent events have it; none of these bytes is part of any other UTF-8 character. What
 * comes after the last line end is a line too, once the stream has ended. How much is held is for
 * the caller to bound.
 */
final class LineSplitter {

  /** Takes lines without their ends. */
  interface LineSink {
    void accept(byte[] line) throws ModelException;
  }

  private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
  private final LineSink sink;
  private boolean afterReturn;

  LineSplitter(LineSink sink) {
    this.sink = sink;
  }

  /** Takes all that remains in the piece. */
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

  /** The stream has ended. */
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
