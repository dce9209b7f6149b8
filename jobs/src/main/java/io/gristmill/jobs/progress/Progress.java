package io.gristmill.jobs.progress;

import io.gristmill.concurrent.Daemons;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Displays the progress of a run: a bar on a terminal, sparse lines in a log. Counts finished Spark
 * tasks of the current step, or the units of a {@link WorkMeter} if a single long task reports
 * them.
 *
 * <p>In a log the first line comes after ten seconds and later ones after a tenth of the time since
 * the start, at least ten seconds and at most five minutes.
 */
public final class Progress extends SparkListener implements AutoCloseable {

  private static final long TERMINAL_MILLIS = 200;
  private static final long LOG_MILLIS = 1_000;
  private static final double MIN_LINE_SECONDS = 10;
  private static final double MAX_LINE_SECONDS = 300;
  private static final double NANOS = 1e9;

  /** The thread's properties that {@code SparkContext.setJobGroup} sets. */
  private static final List<String> JOB_GROUP =
      List.of("spark.jobGroup.id", "spark.job.description", "spark.job.interruptOnCancel");

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanos;
  private final long start;
  private final AtomicLong tasks = new AtomicLong();
  private final AtomicLong finished = new AtomicLong();
  private final ScheduledExecutorService painter;
  private volatile StagePlan plan = new StagePlan(List.of());
  private volatile @Nullable String stage;
  private volatile @Nullable String step;
  private volatile RemainingTime stepTime;
  private volatile long stageStart;
  private long lastLine;

  /** Displays progress on {@code out}: a bar on a terminal, lines elsewhere. */
  public Progress(PrintStream out, boolean terminal) {
    this(out, terminal, System::nanoTime);
    long period = terminal ? TERMINAL_MILLIS : LOG_MILLIS;
    painter.scheduleAtFixedRate(this::tick, period, period, TimeUnit.MILLISECONDS);
  }

  /** A display that is updated by {@link #tick} alone. */
  Progress(PrintStream out, boolean terminal, LongSupplier nanos) {
    this.out = out;
    this.terminal = terminal;
    this.nanos = nanos;
    this.painter = Daemons.scheduler("progress");
    this.start = nanos.getAsLong();
    this.stageStart = start;
    this.lastLine = start;
    this.stepTime = new RemainingTime(0, nanos);
  }

  /** Displays nothing; steps still name their jobs in Spark's UI. */
  public static Progress silent() {
    PrintStream nobody =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Progress(nobody, false, System::nanoTime);
  }

  /** The stream of the display, for a stage that displays its own progress outside of any step. */
  public PrintStream out() {
    return out;
  }

  /** Whether {@link #out} is a terminal, which shows a bar. */
  public boolean isTerminal() {
    return terminal;
  }

  /**
   * Announces the stages of a run, for the remaining time of all of them.
   *
   * @param costs relative cost per row of each stage; empty where it is unknown
   */
  public void plan(List<OptionalDouble> costs) {
    plan = new StagePlan(costs);
  }

  /** Names the stage that the next steps belong to. */
  public void enterStage(String name) {
    stage = name;
    stageStart = nanos.getAsLong();
  }

  /** Begins a stage of the plan that gets this many rows. */
  public void enterStage(int number, String name, long rows) {
    plan.begin(number, rows);
    enterStage(name);
  }

  public void finishStage(long rows, double seconds) {
    plan.finish(rows, seconds);
  }

  /** Runs {@code work} as a named step; its Spark jobs carry the name in the UI. */
  public <T> T step(SparkSession spark, String name, Supplier<T> work) {
    StepState outer = new StepState(step, stepTime, tasks.get(), finished.get());
    begin(name);
    Map<String, @Nullable String> group = jobGroup(spark);
    spark.sparkContext().setJobGroup(label(), label(), false);
    try {
      return work.get();
    } finally {
      group.forEach(spark.sparkContext()::setLocalProperty);
      clearLine();
      resume(outer);
    }
  }

  /** The state of a step when another one began inside it. */
  private record StepState(@Nullable String step, RemainingTime time, long tasks, long finished) {}

  /** The job group of this thread: that of an outer step, or of the surrounding program. */
  private static Map<String, @Nullable String> jobGroup(SparkSession spark) {
    Map<String, @Nullable String> group = new LinkedHashMap<>();
    for (String key : JOB_GROUP) {
      group.put(key, spark.sparkContext().getLocalProperty(key));
    }
    return group;
  }

  public synchronized void printLine(String text) {
    clearLine();
    out.println(text);
    out.flush();
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted event) {
    tasks.addAndGet(event.stageInfo().numTasks());
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    if (event.taskInfo() != null && event.taskInfo().successful()) {
      finished.incrementAndGet();
    }
  }

  @Override
  public void close() {
    painter.shutdownNow();
    clearLine();
  }

  private void begin(String name) {
    tasks.set(0);
    finished.set(0);
    stepTime = new RemainingTime(0, nanos);
    step = name;
  }

  private void resume(StepState outer) {
    tasks.set(outer.tasks());
    finished.set(outer.finished());
    stepTime = outer.time();
    step = outer.step();
  }

  private String label() {
    return stage == null ? String.valueOf(step) : stage + ": " + step;
  }

  /** Measures the current step and updates the display when it is due. */
  synchronized void tick() {
    if (step == null) {
      return;
    }
    WorkMeter meter = WorkMeter.current();
    RemainingTime time = meter == null ? stepTime : meter.time();
    long total = meter == null ? tasks.get() : meter.total();
    long done = meter == null ? Math.min(total, finished.get()) : meter.done();
    time.report(done);
    if (terminal || isLineDue()) {
      String unit = meter == null ? "tasks" : meter.unit();
      show(done, total, ProgressLine.status(label(), unit, done, total, time) + more(meter, time));
    }
  }

  private boolean isLineDue() {
    long now = nanos.getAsLong();
    double wait =
        Math.max(MIN_LINE_SECONDS, Math.min(MAX_LINE_SECONDS, (now - start) / NANOS / 10));
    boolean due = (now - lastLine) / NANOS >= wait;
    lastLine = due ? now : lastLine;
    return due;
  }

  /** The position in the run, its remaining time and the detail text of the meter. */
  private String more(@Nullable WorkMeter meter, RemainingTime time) {
    StringBuilder text = new StringBuilder();
    if (plan.isBegun()) {
      text.append("; stage ").append(plan.position());
      long total = meter == null ? tasks.get() : meter.total();
      double elapsed = (nanos.getAsLong() - stageStart) / NANOS;
      plan.secondsLeft(elapsed, time.secondsLeft(total))
          .ifPresent(left -> text.append(", run ends in ").append(ProgressLine.time(left)));
    }
    String detail = meter == null ? "" : meter.detail();
    return detail.isEmpty() ? text.toString() : text + "; " + detail;
  }

  private void show(long done, long total, String text) {
    if (terminal) {
      out.print(ProgressLine.WIPE + ProgressLine.bar(done, total) + ' ' + text);
    } else {
      out.println(text);
    }
    out.flush();
  }

  private synchronized void clearLine() {
    if (terminal) {
      out.print(ProgressLine.WIPE);
      out.flush();
    }
  }
}
