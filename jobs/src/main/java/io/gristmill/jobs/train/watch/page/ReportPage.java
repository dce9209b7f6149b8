package io.gristmill.jobs.train.watch.page;

import io.gristmill.jobs.train.watch.Measures;
import io.gristmill.jobs.train.watch.Measures.Split;
import io.gristmill.jobs.train.watch.Moment;
import io.gristmill.jobs.train.watch.Samples;
import io.gristmill.jobs.train.watch.Sink;
import io.gristmill.jobs.train.watch.Training;
import io.gristmill.jobs.train.watch.WriteFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * {@code report.html}: curves, samples by step, settings. Written at each evaluation, before each
 * checkpoint and at the end; it appears whole or not at all.
 */
public final class ReportPage implements Sink {

  public static final String FILE = "report.html";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path file;
  private final Training training;
  private final History history = new History();
  private String state = "Running";
  private long wallMillis;
  private boolean stale = true;

  public ReportPage(Path directory, Training training, long wallMillis) {
    this.file = directory.resolve(FILE);
    this.training = training;
    this.wallMillis = wallMillis;
  }

  /** Takes over what was told before this process. */
  public void earlier(Measures measures, Moment moment) {
    history.add(measures, moment);
  }

  /** Takes over what was told before this process. */
  public void earlier(Samples samples, Moment moment) {
    history.add(samples, moment);
  }

  @Override
  public void measured(Measures measures, Moment moment) {
    history.add(measures, moment);
    told(moment);
    if (measures.split() == Split.EVAL) {
      write();
    }
  }

  @Override
  public void sampled(Samples samples, Moment moment) {
    history.add(samples, moment);
    told(moment);
    write();
  }

  private void told(Moment moment) {
    wallMillis = moment.wallMillis();
    stale = true;
  }

  @Override
  public void flush() {
    if (stale) {
      write();
    }
  }

  @Override
  public void completed() {
    state = "Finished";
  }

  @Override
  public void close() {
    state = state.equals("Running") ? "Broke off" : state;
    write();
  }

  private void write() {
    Path partial = file.resolveSibling("." + FILE + ".partial");
    String time = TIME.format(Instant.ofEpochMilli(wallMillis));
    String page = new PageText(training, history).render(state + ", as of " + time + ".");
    try {
      try {
        Files.write(partial, page.getBytes(StandardCharsets.UTF_8));
        Files.move(
            partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(partial);
      }
    } catch (IOException e) {
      throw WriteFailure.of(file, e);
    }
    stale = false;
  }
}
