package io.gristmill.jobs.llm;

import java.io.IOException;
import java.util.Objects;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.jspecify.annotations.Nullable;

/** Writer for file systems with flush: one growing file, flushed after every line. */
final class FlushingSegmentWriter implements SegmentWriter {

  /** Size at which a new file is started, in bytes. */
  private static final long MAX_BYTES = 128L << 20;

  private final SegmentFolder folder;
  private final int run;
  private final String writer;
  private final long maxBytes;
  private int number;
  private @Nullable FSDataOutputStream out;
  private @Nullable SegmentName name;
  private long length;

  FlushingSegmentWriter(SegmentFolder folder, int run, String writer) {
    this(folder, run, writer, MAX_BYTES);
  }

  FlushingSegmentWriter(SegmentFolder folder, int run, String writer, long maxBytes) {
    this.folder = folder;
    this.run = run;
    this.writer = writer;
    this.maxBytes = maxBytes;
  }

  @Override
  public synchronized Place append(byte[] line) throws IOException {
    FSDataOutputStream open = open(line.length);
    boolean safe = false;
    try {
      open.write(line);
      open.hflush();
      safe = true;
    } finally {
      if (!safe) {
        abandon();
      }
    }
    Place place = new Place(current(), length);
    length += line.length;
    return place;
  }

  private SegmentName current() {
    return Objects.requireNonNull(name, "a segment is open");
  }

  private FSDataOutputStream open(int more) throws IOException {
    FSDataOutputStream open = out;
    if (open != null && length + more <= maxBytes) {
      return open;
    }
    close();
    name = SegmentName.of(run, writer, number++, false);
    length = 0;
    open = folder.create(name);
    out = open;
    return open;
  }

  /** Closes the file after a failure, since its end is unknown. */
  private void abandon() {
    try {
      close();
    } catch (IOException e) {
      // Flushed lines are kept, and the caller receives the original failure.
    }
  }

  @Override
  public synchronized void close() throws IOException {
    FSDataOutputStream open = out;
    out = null;
    if (open != null) {
      open.close();
    }
  }
}
