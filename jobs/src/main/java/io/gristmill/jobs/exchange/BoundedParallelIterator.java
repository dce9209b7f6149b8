package io.gristmill.jobs.exchange;

import io.gristmill.jobs.llm.StoppedException;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Threads that work on rows and block in between, as asking a model does. The task's own thread
 * alone pulls input; results come as they are ready. When the job is to end ({@link
 * StoppedException}) no more rows are begun, those begun are waited for, and the results end: what
 * is missing then is for the driver to tell.
 */
final class BoundedParallelIterator implements Iterator<Row>, AutoCloseable {

  /** What is done with a row, in a thread of the crew. */
  @FunctionalInterface
  interface RowFunction {
    Iterable<Row> apply(Row row) throws Exception;
  }

  private final Iterator<Row> source;
  private final RowFunction work;
  private final int concurrency;
  private final ExecutorService threads;
  private final CompletionService<Iterable<Row>> results;
  private Iterator<Row> ready = Collections.emptyIterator();
  private int running;
  private boolean stopped;

  /**
   * @param atOnce threads, made when they are needed
   */
  BoundedParallelIterator(Iterator<Row> source, RowFunction work, int atOnce) {
    this.source = source;
    this.work = work;
    this.concurrency = atOnce;
    this.threads = Executors.newFixedThreadPool(atOnce, BoundedParallelIterator::daemon);
    this.results = new ExecutorCompletionService<>(threads);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "gristmill-exchange");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public boolean hasNext() {
    while (!ready.hasNext()) {
      fill();
      if (running == 0) {
        close();
        return false;
      }
      ready = await().iterator();
    }
    return true;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.next();
  }

  private void fill() {
    while (!stopped && running < concurrency && source.hasNext()) {
      Row row = source.next();
      results.submit(() -> work.apply(row));
      running++;
    }
  }

  private Iterable<Row> await() {
    try {
      Iterable<Row> rows = results.take().get();
      running--;
      return rows;
    } catch (ExecutionException e) {
      running--;
      return handleFailure(e.getCause());
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the task was ended while exchanges were going on", e);
    }
  }

  private Iterable<Row> handleFailure(@Nullable Throwable cause) {
    if (cause instanceof StoppedException) {
      stopped = true;
      return Collections.emptyList();
    }
    close();
    throw cause instanceof RuntimeException defect ? defect : new IllegalStateException(cause);
  }

  /** Ends the threads; what they were asking is cancelled. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
