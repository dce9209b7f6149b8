package io.gristmill.jobs.llm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writer for object stores, where data is durable only after its object is closed. Lines that
 * arrive within a short time form one object: the first thread waits for others, writes the object
 * and releases them all.
 */
final class SealedSegmentWriter implements SegmentWriter {

  private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int GROUP_BYTES = 4 << 20;

  private final SegmentFolder folder;
  private final int run;
  private final String writer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int number;
  private @Nullable Group gathering;

  SealedSegmentWriter(SegmentFolder folder, int run, String writer) {
    this.folder = folder;
    this.run = run;
    this.writer = writer;
  }

  /** Lines that are written as one object. */
  private static final class Group {
    private final SegmentName name;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private boolean done;
    private @Nullable IOException failure;

    Group(SegmentName name) {
      this.name = name;
    }
  }

  @Override
  public Place append(byte[] line) throws IOException {
    lock.lock();
    Group group = gathering;
    boolean isFirst = group == null;
    if (group == null) {
      group = new Group(SegmentName.of(run, writer, number++, true));
      gathering = group;
    }
    Place place = new Place(group.name, group.lines.size());
    try {
      group.lines.writeBytes(line);
      if (isFirst) {
        gather(group);
      } else {
        changed.signalAll();
        await(group);
      }
    } finally {
      lock.unlock();
    }
    if (isFirst) {
      write(group);
    }
    if (group.failure != null) {
      throw new IOException(folder.path(group.name) + " could not be written", group.failure);
    }
    return place;
  }

  private void gather(Group group) {
    long end = System.nanoTime() + MAX_WAIT_NANOS;
    long left = MAX_WAIT_NANOS;
    boolean interrupted = false;
    while (left > 0 && group.lines.size() < GROUP_BYTES) {
      try {
        changed.awaitNanos(left);
      } catch (InterruptedException e) {
        interrupted = true; // the other answers must still be stored
      }
      left = end - System.nanoTime();
    }
    gathering = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void await(Group group) {
    while (!group.done) {
      changed.awaitUninterruptibly();
    }
  }

  private void write(Group group) {
    IOException failure = null;
    try (OutputStream out = folder.create(group.name)) {
      group.lines.writeTo(out);
    } catch (IOException e) {
      failure = e;
    } finally {
      lock.lock();
      try {
        group.failure = failure;
        group.done = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  @Override
  public void close() {
    // append returns only after its object is closed, so nothing is open.
  }
}
