package io.gristmill.jobs.train.tracking;

import io.gristmill.jobs.progress.ProgressLine;
import io.gristmill.jobs.progress.RemainingTime;
import io.gristmill.jobs.train.tracking.StepMetrics.Split;
import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Shows a progress bar on a terminal, or prints a line every ten seconds: step, loss, tokens per
 * second, and the remaining time estimated from the steps of this process. Each evaluation gets a
 * line that stays. {@link #line} may be called from any thread.
 */
final class ConsoleLogger implements MetricLogger {

  private static final long TERMINAL_NANOS = 200_000_000;
  private static final long LOG_NANOS = 10_000_000_000L;

  private final RunInfo run;
  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanos;
  private final RemainingTime time;
  private long shown;
  private long step;
  private double loss = Double.NaN;
  private OptionalDouble throughput = OptionalDouble.empty();

  /**
   * @param firstStep optimizer steps completed before this process
   * @param terminal whether to draw a progress bar in place of lines
   * @param nanos a clock like {@link System#nanoTime}
   */
  public ConsoleLogger(
      RunInfo run, long firstStep, PrintStream out, boolean terminal, LongSupplier nanos) {
    this.run = run;
    this.out = out;
    this.terminal = terminal;
    this.nanos = nanos;
    this.step = firstStep;
    this.time = new RemainingTime(firstStep, nanos);
    this.shown = nanos.getAsLong();
    paint();
  }

  @Override
  public synchronized void logMetrics(StepMetrics metrics, LogTime moment) {
    step = metrics.step();
    if (metrics.split() == Split.EVAL) {
      line(evaluation(metrics));
      return;
    }
    time.report(step);
    loss = metrics.values().getOrDefault("loss", Double.NaN);
    throughput = moment.tokensPerSecond();
    long now = nanos.getAsLong();
    if (now - shown >= (terminal ? TERMINAL_NANOS : LOG_NANOS)) {
      shown = now;
      paint();
    }
  }

  /** Prints a line above the bar. */
  public synchronized void line(String text) {
    if (terminal) {
      out.print(ProgressLine.WIPE);
    }
    out.println(text);
    if (terminal) {
      paint();
    }
    out.flush();
  }

  private String evaluation(StepMetrics metrics) {
    StringBuilder text = new StringBuilder(run.job() + ": evaluation after step " + step);
    metrics
        .values()
        .forEach(
            (name, value) ->
                text.append(String.format(Locale.ROOT, ", %s %s", name, number(value))));
    return text.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.4g", value);
  }

  private void paint() {
    String text = status();
    if (terminal) {
      out.print(ProgressLine.WIPE + ProgressLine.bar(step, run.maxSteps()) + ' ' + text);
    } else {
      out.println(text);
    }
    out.flush();
  }

  private String status() {
    StringBuilder text =
        new StringBuilder(
            String.format(Locale.ROOT, "%s  %d/%d steps", run.job(), step, run.maxSteps()));
    if (!Double.isNaN(loss)) {
      text.append(String.format(Locale.ROOT, ", loss %.4f", loss));
    }
    throughput.ifPresent(
        value -> text.append(", ").append(ProgressLine.amount(value) + " tokens/s"));
    text.append(", ").append(ProgressLine.time(time.elapsedSeconds()));
    time.secondsLeft(run.maxSteps())
        .ifPresent(left -> text.append(", ").append(ProgressLine.time(left)).append(" left"));
    return text.toString();
  }

  /** Prints the last state as a line. */
  @Override
  public synchronized void close() {
    if (terminal) {
      out.print(ProgressLine.WIPE);
    }
    out.println(status());
    out.flush();
  }
}
