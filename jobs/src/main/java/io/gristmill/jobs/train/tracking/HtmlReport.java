package io.gristmill.jobs.train.tracking;

import io.gristmill.jobs.train.file.AtomicFiles;
import io.gristmill.jobs.train.tracking.StepMetrics.Split;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * {@code report.html}: curves, samples by step, settings. Written at each evaluation, before each
 * checkpoint and at the end; replaced atomically.
 */
final class HtmlReport implements MetricLogger {

  public static final String FILE = "report.html";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path file;
  private final RunInfo training;
  private final History history = new History();
  private String state = "Running";
  private long wallMillis;
  private boolean stale = true;

  public HtmlReport(Path directory, RunInfo training, long wallMillis) {
    this.file = directory.resolve(FILE);
    this.training = training;
    this.wallMillis = wallMillis;
  }

  /** The data so far, to which the entries of an earlier process are added. */
  History history() {
    return history;
  }

  @Override
  public void logMetrics(StepMetrics metrics, LogTime time) {
    history.add(metrics, time);
    markStale(time);
    if (metrics.split() == Split.EVAL) {
      write();
    }
  }

  @Override
  public void logSamples(Samples samples, LogTime time) {
    history.add(samples, time);
    markStale(time);
    write();
  }

  private void markStale(LogTime time) {
    wallMillis = time.wallMillis();
    stale = true;
  }

  @Override
  public void flush() {
    if (stale) {
      write();
    }
  }

  @Override
  public void complete() {
    state = "Finished";
  }

  @Override
  public void close() {
    state = state.equals("Running") ? "Interrupted" : state;
    write();
  }

  private void write() {
    String time = TIME.format(Instant.ofEpochMilli(wallMillis));
    String page = new HtmlRenderer(training, history).render(state + ", as of " + time + ".");
    // An unpaired surrogate becomes a question mark instead of an error.
    byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(file, partial -> Files.write(partial, bytes));
    stale = false;
  }
}
