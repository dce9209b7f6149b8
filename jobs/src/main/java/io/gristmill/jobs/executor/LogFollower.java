package io.gristmill.jobs.executor;

import io.gristmill.concurrent.Daemons;
import io.gristmill.jobs.progress.ProgressLine;
import io.gristmill.jobs.storage.RemoteDirectory;
import io.gristmill.jobs.train.run.TrainingJob;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prints on the driver the {@code progress.log} that a training on an executor writes to its run
 * directory: new lines, and on a terminal the last state as a progress bar.
 */
final class LogFollower implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
  private static final Pattern STATUS = Pattern.compile("\\w+  (\\d+)/(\\d+) steps.*");
  private static final long POLL_MILLIS = 1000;

  /** Polls without a running task after which the waiting message is printed. */
  private static final int IDLE_POLLS = 20;

  private final RemoteDirectory output;
  private final String file;
  private final TrainingJob.Display display;
  private final BooleanSupplier running;
  private final String waitingMessage;
  private final ScheduledExecutorService clock = Daemons.scheduler("gristmill-log-follower");
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long offset;
  private int idle;
  private String bar = "";

  /**
   * Follows the file from its current end.
   *
   * @param running whether the training has started
   * @param waitingMessage printed if it does not start
   */
  LogFollower(
      RemoteDirectory output,
      String file,
      TrainingJob.Display display,
      BooleanSupplier running,
      String waiting) {
    this.output = output;
    this.file = file;
    this.display = display;
    this.running = running;
    this.waitingMessage = waiting;
    this.offset = size();
    clock.scheduleWithFixedDelay(this::poll, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
  }

  private long size() {
    return output.list("").stream()
        .filter(entry -> entry.name().equals(file))
        .mapToLong(RemoteDirectory.Entry::bytes)
        .sum();
  }

  private void poll() {
    try {
      readMore();
      idle = running.getAsBoolean() ? 0 : idle + 1;
      if (idle == IDLE_POLLS) {
        print(waitingMessage);
      }
    } catch (RuntimeException passing) { // may succeed at the next poll
      LOG.debug("{} of {} cannot be read", file, output, passing);
    }
  }

  private void readMore() {
    if (size() < offset) { // the file was replaced
      offset = 0;
      line.reset();
    }
    byte[] more = output.readFrom(file, offset);
    offset += more.length;
    for (byte each : more) {
      if (each == '\n') {
        print(line.toString(StandardCharsets.UTF_8));
        line.reset();
      } else {
        line.write(each);
      }
    }
    display.out().flush();
  }

  private void print(String text) {
    if (!display.terminal()) {
      display.out().println(text);
      return;
    }
    Matcher status = STATUS.matcher(text);
    if (status.matches()) {
      long done = Long.parseLong(status.group(1));
      bar = ProgressLine.bar(done, Long.parseLong(status.group(2))) + ' ' + text;
      display.out().print(ProgressLine.WIPE + bar);
    } else {
      display.out().print(ProgressLine.WIPE + text + System.lineSeparator() + bar);
    }
  }

  /** Prints the rest, and the last state as a line. */
  @Override
  public void close() {
    clock.shutdown();
    try {
      clock.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    poll();
    if (!bar.isEmpty()) {
      display.out().println();
    }
  }
}
