package io.gristmill.jobs.llm;

import io.gristmill.concurrent.Daemons;
import io.gristmill.llm.RequestKey;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.llm.store.ResponseIndex;
import io.gristmill.llm.store.ResponseSegment;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.StreamCapabilities;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Response store as seen by one process: the segments that it has read and its own. Thread-safe. Of
 * several outcomes of a request the one in the segment seen first counts; segments that exist when
 * the store is opened are seen in the order of their names.
 */
final class ResponseStore implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ResponseStore.class);

  /** Number of segments read in parallel. */
  private static final int READERS = 16;

  private final SegmentFolder folder;
  private final int run;
  private final String process;
  private final SegmentReaders readers;

  /** Guards {@link #seen} while segments are read; never held during lookups. */
  private final Object reading = new Object();

  private final Map<SegmentName, Seen> seen = new ConcurrentHashMap<>();

  private final ResponseIndex index = new ResponseIndex(); // guarded by itself
  private final List<SegmentName> names = new ArrayList<>(); // by number, guarded by the index
  private final Map<SegmentName, Integer> numbers = new HashMap<>();

  /** Own lines that replace unreadable stored ones. */
  private final Map<RequestKey, SegmentWriter.Place> replacements = new HashMap<>();

  private @Nullable SegmentWriter writer;

  /**
   * @param run number of the run, greater than that of all earlier runs
   * @param process unique name of the process
   */
  ResponseStore(String folder, Configuration configuration, int run, String process)
      throws IOException {
    this.folder = new SegmentFolder(folder, configuration);
    this.run = run;
    this.process = process;
    this.readers = new SegmentReaders(this.folder);
  }

  /** End of the part of a segment that was read, and the file length reported then. */
  private record Seen(long end, long length) {}

  /** Reads what other processes have written since the last call. */
  void refresh() throws IOException {
    synchronized (reading) {
      SortedMap<SegmentName, Long> found = folder.list();
      found.entrySet().removeIf(each -> isRead(each.getKey(), each.getValue()));
      found.keySet().forEach(this::number); // numbers follow the order of names
      if (found.size() <= 1) {
        for (Map.Entry<SegmentName, Long> each : found.entrySet()) {
          seen.put(each.getKey(), read(each.getKey(), each.getValue()));
        }
      } else {
        readTogether(found);
      }
    }
  }

  private boolean isRead(SegmentName name, long length) {
    Seen before = seen.get(name);
    // Some file systems do not report the current length of an open file.
    boolean mayGrow = name.run() == run && !name.sealed();
    boolean isOwn = name.run() == run && name.writer().equals(process);
    return isOwn || before != null && !mayGrow && before.length() == length;
  }

  /** Reads segments in parallel: object stores are slow, and there may be thousands of segments. */
  private void readTogether(SortedMap<SegmentName, Long> found) throws IOException {
    ExecutorService threads = Daemons.pool("gristmill-llm-store", Math.min(found.size(), READERS));
    try {
      Map<SegmentName, Future<Seen>> all = new TreeMap<>();
      found.forEach((name, length) -> all.put(name, threads.submit(() -> read(name, length))));
      for (Map.Entry<SegmentName, Future<Seen>> each : all.entrySet()) {
        seen.put(each.getKey(), each.getValue().get());
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the task was interrupted");
    } finally {
      threads.shutdownNow();
    }
  }

  private Seen read(SegmentName name, long length) throws IOException {
    int number = number(name);
    Seen before = seen.get(name);
    long from = before == null ? 0 : before.end();
    try {
      SegmentPass part =
          SegmentPass.read(folder, name, from, (key, offset, line) -> put(key, number, offset));
      return new Seen(part.end(), length);
    } catch (FileNotFoundException gone) {
      throw new IOException(
          folder.path(name) + " was removed during the run; segments must not be deleted", gone);
    }
  }

  private int number(SegmentName name) {
    synchronized (index) {
      return numbers.computeIfAbsent(
          name,
          n -> {
            names.add(n);
            return names.size() - 1;
          });
    }
  }

  private void put(RequestKey key, int number, long offset) {
    synchronized (index) {
      index.put(key, number, offset);
    }
  }

  /** Number of distinct requests with an outcome. */
  int size() {
    synchronized (index) {
      return index.size();
    }
  }

  /** Looks up the outcome of a request. */
  Optional<RequestOutcome> find(RequestKey key) throws IOException {
    SegmentWriter.Place place = place(key);
    if (place == null) {
      return Optional.empty();
    }
    Optional<RequestOutcome> outcome =
        ResponseSegment.outcome(readers.line(place.segment(), place.offset()));
    if (outcome.isEmpty()) {
      LOG.warn(
          "{}: the line at offset {} cannot be read (damaged during the run, or written by a newer"
              + " version); its request is sent again",
          folder.path(place.segment()),
          place.offset());
    }
    return outcome;
  }

  private SegmentWriter.@Nullable Place place(RequestKey key) {
    synchronized (index) {
      SegmentWriter.Place own = replacements.get(key);
      OptionalLong place = index.place(key);
      if (own != null || place.isEmpty()) {
        return own;
      }
      return new SegmentWriter.Place(
          names.get(ResponseIndex.segment(place.getAsLong())),
          ResponseIndex.offset(place.getAsLong()));
    }
  }

  /**
   * Stores an outcome durably. If a segment fails, it is abandoned and another one tried once.
   *
   * @throws IOException if the outcome could not be stored
   */
  void append(RequestKey key, RequestOutcome outcome) throws IOException {
    byte[] line = ResponseSegment.encode(key, outcome);
    SegmentWriter.Place place;
    try {
      place = writer().append(line);
    } catch (IOException e) {
      LOG.warn("{}: cannot write a segment, starting another one", folder, e);
      place = writer().append(line);
    }
    int number = number(place.segment());
    synchronized (index) {
      if (!index.put(key, number, place.offset())) {
        replacements.put(key, place);
      }
    }
  }

  private synchronized SegmentWriter writer() throws IOException {
    SegmentWriter open = writer;
    if (open == null) {
      open =
          canFlush()
              ? new FlushingSegmentWriter(folder, run, process)
              : new SealedSegmentWriter(folder, run, process);
      writer = open;
    }
    return open;
  }

  private boolean canFlush() throws IOException {
    SegmentName probe = SegmentName.of(run, process, 0, true);
    try (FSDataOutputStream out = folder.createTemporary(probe)) {
      return out.hasCapability(StreamCapabilities.HFLUSH);
    } finally {
      folder.deleteTemporary(probe);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    readers.close();
    SegmentWriter open = writer;
    writer = null;
    if (open != null) {
      open.close();
    }
  }
}
