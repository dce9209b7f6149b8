package io.gristmill.jobs.llm;

import io.gristmill.llm.store.ResponseSegment;
import io.gristmill.llm.store.SegmentScan;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FSDataInputStream;

/**
 * Result of reading a segment from an offset.
 *
 * @param scan lines found; offsets of damage are relative to the start of the pass
 * @param end offset after the last complete line, where the next pass starts
 */
record SegmentPass(SegmentScan scan, long end) {

  private static final int BUFFER = 1 << 18;

  /**
   * @param visitor receives offsets relative to the segment
   */
  static SegmentPass read(
      SegmentFolder folder, SegmentName name, long from, ResponseSegment.Visitor visitor)
      throws IOException {
    try (FSDataInputStream in = folder.open(name)) {
      in.seek(from);
      Counting counting = new Counting(in);
      SegmentScan scan =
          ResponseSegment.scan(
              counting, (key, offset, line) -> visitor.line(key, from + offset, line));
      return new SegmentPass(scan, from + counting.count - scan.tornBytes());
    }
  }

  private static final class Counting extends FilterInputStream {
    private long count;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int start, int length) throws IOException {
      int read = super.read(bytes, start, Math.min(length, BUFFER));
      count += Math.max(0, read);
      return read;
    }
  }
}
