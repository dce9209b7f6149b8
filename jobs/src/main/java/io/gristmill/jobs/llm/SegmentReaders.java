package io.gristmill.jobs.llm;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;

/** Reads single lines of segments with a bounded number of open files. Thread-safe. */
final class SegmentReaders implements AutoCloseable {

  private static final int STRIPES = 16;
  private static final int OPEN_EACH = 8;
  private static final int PIECE = 4096;

  private final SegmentFolder folder;
  private final List<Stripe> stripes = new ArrayList<>();

  SegmentReaders(SegmentFolder folder) {
    this.folder = folder;
    for (int i = 0; i < STRIPES; i++) {
      stripes.add(new Stripe());
    }
  }

  /**
   * Reads the line at an offset, including its line feed.
   *
   * @throws EOFException if the segment ends before the line
   */
  byte[] line(SegmentName name, long offset) throws IOException {
    return stripes.get(Math.floorMod(name.hashCode(), STRIPES)).line(name, offset);
  }

  /** Segments that share a lock, since a stream has one position. */
  private final class Stripe {

    private final Map<SegmentName, FSDataInputStream> open = new LinkedHashMap<>(16, 0.75f, true);

    synchronized byte[] line(SegmentName name, long offset) throws IOException {
      try {
        return read(stream(name), offset);
      } catch (IOException stale) { // HDFS shows only the content at the time of opening
        drop(name);
        return read(stream(name), offset);
      }
    }

    private FSDataInputStream stream(SegmentName name) throws IOException {
      FSDataInputStream in = open.get(name);
      if (in == null) {
        if (open.size() >= OPEN_EACH) {
          drop(open.keySet().iterator().next());
        }
        in = folder.open(name);
        open.put(name, in);
      }
      return in;
    }

    private void drop(SegmentName name) {
      FSDataInputStream in = open.remove(name);
      if (in != null) {
        try {
          in.close();
        } catch (IOException e) {
          // Nothing is lost on a read stream.
        }
      }
    }

    synchronized void close() {
      List.copyOf(open.keySet()).forEach(this::drop);
    }
  }

  private static byte[] read(FSDataInputStream in, long offset) throws IOException {
    in.seek(offset);
    ByteArrayOutputStream line = new ByteArrayOutputStream(PIECE);
    byte[] piece = new byte[PIECE];
    while (true) {
      int count = in.read(piece, 0, PIECE);
      if (count < 0) {
        throw new EOFException("the segment ends before the line");
      }
      for (int i = 0; i < count; i++) {
        if (piece[i] == '\n') {
          line.write(piece, 0, i + 1);
          return line.toByteArray();
        }
      }
      line.write(piece, 0, count);
    }
  }

  @Override
  public void close() {
    stripes.forEach(Stripe::close);
  }
}
