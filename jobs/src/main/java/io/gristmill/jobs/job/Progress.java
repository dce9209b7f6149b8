package io.gristmill.jobs.job;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Shows what runs, how fast and how long it will still take: a bar on a terminal, a line every ten
 * seconds in a log. Counts finished Spark tasks of the current step, or the units of a {@link
 * WorkMeter} where a single long task reports them.
 */
public final class Progress extends SparkListener implements AutoCloseable {

  private static final long TERMINAL_MILLIS = 200;
  private static final long LOG_MILLIS = 10_000;

  /** The thread's properties that {@code SparkContext.setJobGroup} sets. */
  private static final List<String> JOB_GROUP =
      List.of("spark.jobGroup.id", "spark.job.description", "spark.job.interruptOnCancel");

  private final PrintStream out;
  private final boolean terminal;
  private final AtomicLong tasks = new AtomicLong();
  private final AtomicLong finished = new AtomicLong();
  private final ScheduledExecutorService painter;
  private volatile @Nullable String stage;
  private volatile @Nullable String step;
  private volatile long stepStart = System.nanoTime();

  /** A display on {@code out}; {@code terminal} chooses the bar over lines. */
  public Progress(PrintStream out, boolean terminal) {
    this(out, terminal, Executors.newSingleThreadScheduledExecutor(Progress::daemon));
    long period = terminal ? TERMINAL_MILLIS : LOG_MILLIS;
    painter.scheduleAtFixedRate(this::paint, period, period, TimeUnit.MILLISECONDS);
  }

  private Progress(PrintStream out, boolean terminal, ScheduledExecutorService painter) {
    this.out = out;
    this.terminal = terminal;
    this.painter = painter;
  }

  /** Shows nothing; steps still name their jobs in the UI. */
  public static Progress silent() {
    PrintStream nobody =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Progress(
        nobody, false, Executors.newSingleThreadScheduledExecutor(Progress::daemon));
  }

  /** Where all this goes, for a stage that shows how far it is by itself, outside of any step. */
  public PrintStream out() {
    return out;
  }

  /** Whether {@link #out} is a terminal, which shows a bar. */
  public boolean isTerminal() {
    return terminal;
  }

  /** Names the stage that the next steps belong to. */
  public void enterStage(String name) {
    stage = name;
  }

  /** Runs {@code work} as a named step; its Spark jobs carry the name in the UI. */
  public <T> T step(SparkSession spark, String name, Supplier<T> work) {
    StepState outer = new StepState(step, stepStart, tasks.get(), finished.get());
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

  /** Where a step was when another began inside it. */
  private record StepState(@Nullable String step, long start, long tasks, long finished) {}

  /** The group that jobs are in so far: that of an outer step, or of the program around us. */
  private static Map<String, @Nullable String> jobGroup(SparkSession spark) {
    Map<String, @Nullable String> group = new LinkedHashMap<>();
    for (String key : JOB_GROUP) {
      group.put(key, spark.sparkContext().getLocalProperty(key));
    }
    return group;
  }

  /** Prints a line above the bar. */
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

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "progress");
    thread.setDaemon(true);
    return thread;
  }

  private void begin(String name) {
    tasks.set(0);
    finished.set(0);
    stepStart = System.nanoTime();
    step = name;
  }

  private void resume(StepState outer) {
    tasks.set(outer.tasks());
    finished.set(outer.finished());
    stepStart = outer.start();
    step = outer.step();
  }

  private String label() {
    return stage == null ? String.valueOf(step) : stage + ": " + step;
  }

  private void paint() {
    if (step != null) {
      show();
    }
  }

  private synchronized void show() {
    WorkMeter meter = WorkMeter.current();
    long total = meter == null ? tasks.get() : meter.total();
    long done = meter == null ? Math.min(total, finished.get()) : meter.done();
    double seconds = meter == null ? (System.nanoTime() - stepStart) / 1e9 : meter.seconds();
    String text =
        ProgressLine.status(label(), meter == null ? "tasks" : meter.unit(), done, total, seconds);
    String more = meter == null ? "" : meter.detail();
    text = more.isEmpty() ? text : text + "; " + more;
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
