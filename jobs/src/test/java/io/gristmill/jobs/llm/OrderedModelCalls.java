package io.gristmill.jobs.llm;

import io.gristmill.check.Require;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestOutcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over rows with the outcomes of their requests, in the order of the rows, while several
 * threads send requests ahead. Only the caller's thread reads rows and creates requests. Ends early
 * when the run stops: rows without an outcome are omitted, and {@link ModelService#throwIfStopped}
 * reports the reason. The end of the Spark task that created it closes it and interrupts its
 * threads.
 *
 * @param <T> of a row
 */
final class OrderedModelCalls<T>
    implements Iterator<OrderedModelCalls.RowOutcome<T>>, AutoCloseable {

  /** Number of rows per thread that are read ahead. */
  private static final int WINDOW = 4;

  private final ModelClient client;
  private final Iterator<T> rows;
  private final Function<T, Request> request;
  private final int window;
  private final ExecutorService threads;
  private final Deque<Pending<T>> pending = new ArrayDeque<>();
  private @Nullable RowOutcome<T> next;
  private boolean ended;

  /** A row and the outcome of its request. */
  record RowOutcome<T>(T row, RequestOutcome outcome) {}

  private record Pending<T>(T row, Future<RequestOutcome> outcome) {}

  /**
   * @param concurrency number of threads, at least 1; see {@link ModelHandle#threadsPerTask}
   */
  OrderedModelCalls(
      ModelClient client, Iterator<T> rows, Function<T, Request> request, int concurrency) {
    Require.that(concurrency >= 1, "concurrency must be at least 1, was %d", concurrency);
    this.client = client;
    this.rows = rows;
    this.request = request;
    this.window = WINDOW * concurrency;
    this.threads =
        Executors.newFixedThreadPool(
            concurrency,
            work -> {
              Thread thread = new Thread(work, "gristmill-llm-ask");
              thread.setDaemon(true);
              return thread;
            });
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.addTaskCompletionListener((TaskCompletionListener) ended -> close());
    }
  }

  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      submitRequests();
      next = takeFirst();
      ended = next == null;
      if (ended) {
        close();
      }
    }
    return next != null;
  }

  @Override
  public RowOutcome<T> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    RowOutcome<T> result = Objects.requireNonNull(next, "there is a next one");
    next = null;
    return result;
  }

  private void submitRequests() {
    while (pending.size() < window && rows.hasNext()) {
      T row = rows.next();
      Request prepared = request.apply(row);
      pending.addLast(new Pending<>(row, threads.submit(() -> client.ask(prepared))));
    }
  }

  private @Nullable RowOutcome<T> takeFirst() {
    Pending<T> first = pending.pollFirst();
    if (first == null) {
      return null;
    }
    try {
      return new RowOutcome<>(first.row(), first.outcome().get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StoppedException) {
        return null;
      }
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException("a request failed unexpectedly", e.getCause());
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new CancellationException("the task was interrupted");
    }
  }

  /** Cancels the pending requests. */
  @Override
  public void close() {
    ended = true;
    threads.shutdownNow();
  }
}
