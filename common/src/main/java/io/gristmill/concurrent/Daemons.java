package io.gristmill.concurrent;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Creates daemon threads and pools of them, so that none keeps a finished JVM alive. */
public final class Daemons {

  private Daemons() {}

  /** Creates a thread that is not started yet. */
  public static Thread thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** A pool with a fixed maximum number of threads of one name, created on demand. */
  public static ExecutorService pool(String name, int threads) {
    return Executors.newFixedThreadPool(threads, work -> thread(name, work));
  }

  /** A pool that creates a thread whenever all are busy. */
  public static ExecutorService unboundedPool(String name) {
    return Executors.newCachedThreadPool(work -> thread(name, work));
  }

  /** A single thread that runs work at given times. */
  public static ScheduledExecutorService scheduler(String name) {
    return Executors.newSingleThreadScheduledExecutor(work -> thread(name, work));
  }
}
