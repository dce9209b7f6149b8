package io.gristmill.jobs.llm;

import io.gristmill.concurrent.Daemons;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Applies a blocking function, such as a model call, to rows in a bounded number of threads. Only
 * the task's thread reads the input; results are returned as they complete. After a {@link
 * StoppedException} the iterator starts no further rows, waits for the running ones and ends; the
 * driver reports the reason.
 */
final class BoundedParallelIterator implements Iterator<Row>, AutoCloseable {

  /** Function applied to a row in a worker thread. */
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
   * @param concurrency maximum number of threads, created on demand
   */
  BoundedParallelIterator(Iterator<Row> source, RowFunction work, int concurrency) {
    this.source = source;
    this.work = work;
    this.concurrency = concurrency;
    this.threads = Daemons.pool("gristmill-exchange", concurrency);
    this.results = new ExecutorCompletionService<>(threads);
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
      throw new IllegalStateException("the task was interrupted while exchanges were running", e);
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

  /** Stops the threads and cancels their calls. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
