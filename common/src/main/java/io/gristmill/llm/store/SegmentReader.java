package io.gristmill.llm.store;

import io.gristmill.llm.RequestKey;
import io.gristmill.llm.store.SegmentScan.Damage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a segment in one pass. */
final class SegmentReader {

  private static final int BUFFER = 1 << 16;

  /** Maximum length of a valid line; bounds memory if damage has removed line feeds. */
  private static final int MAX_LINE_BYTES = 64 << 20;

  private final ResponseSegment.Visitor visitor;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
  private final List<Damage> damaged = new ArrayList<>();
  private long valid;
  private long lineStart;
  private long lineLength;

  SegmentReader(ResponseSegment.Visitor visitor) {
    this.visitor = visitor;
  }

  SegmentScan read(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int count = in.read(buffer);
    while (count >= 0) {
      take(buffer, count);
      count = in.read(buffer);
    }
    return new SegmentScan(valid, lineLength, damaged);
  }

  private void take(byte[] buffer, int count) {
    int start = 0;
    for (int i = 0; i < count; i++) {
      if (buffer[i] == '\n') {
        hold(buffer, start, i);
        endLine();
        start = i + 1;
      }
    }
    hold(buffer, start, count);
  }

  private void hold(byte[] buffer, int start, int end) {
    lineLength += end - start;
    if (lineLength <= MAX_LINE_BYTES) {
      line.write(buffer, start, end - start);
    }
  }

  private void endLine() {
    byte[] bytes = line.toByteArray();
    Optional<RequestKey> key =
        lineLength <= MAX_LINE_BYTES ? ResponseSegment.check(bytes) : Optional.empty();
    if (key.isPresent()) {
      valid++;
      visitor.line(key.get(), lineStart, bytes);
    } else {
      damaged.add(new Damage(lineStart, lineLength + 1));
    }
    line.reset();
    lineStart += lineLength + 1;
    lineLength = 0;
  }
}
