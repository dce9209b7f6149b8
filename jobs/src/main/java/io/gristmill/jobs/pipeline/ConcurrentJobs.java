package io.gristmill.jobs.pipeline;

import io.gristmill.concurrent.Daemons;
import io.gristmill.jobs.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** Runs independent Spark jobs concurrently, so that small ones share the cores. */
record ConcurrentJobs(SparkSession spark, Progress progress) {

  /** Runs all jobs as one step, waits for all of them, then throws the first failure. */
  void run(String name, List<Runnable> jobs) {
    progress.step(
        spark,
        name,
        () -> {
          runAll(name, jobs);
          return true;
        });
  }

  private static void runAll(String name, List<Runnable> jobs) {
    List<Thread> threads = new ArrayList<>();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    for (Runnable work : jobs) {
      // A new thread inherits the job group of this one.
      Thread thread = Daemons.thread("gristmill-" + name, work);
      thread.setUncaughtExceptionHandler((which, e) -> failure.compareAndSet(null, e));
      thread.start();
      threads.add(thread);
    }
    threads.forEach(ConcurrentJobs::join);
    Throwable first = failure.get();
    if (first != null) {
      ConcurrentJobs.<RuntimeException>sneakyThrow(first);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("the run was interrupted");
    }
  }

  /** Throws a failure without declaring it: Spark's analysis errors are checked and undeclared. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void sneakyThrow(Throwable failure) throws T {
    throw (T) failure;
  }
}
