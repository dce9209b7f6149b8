package io.gristmill.llm.client;

import io.gristmill.llm.ModelException;
import io.gristmill.llm.ModelException.Kind;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over HTTP/1.1 and keeps all their time-outs: the calling thread, which waits
 * anyway, is the timer, so the body is covered too. Follows no redirect, keeps no cookies. Two
 * daemon threads and the JDK's selector serve any number of calls.
 */
final class Transport implements AutoCloseable {

  private static final int THREADS = 2;

  /** Giving up a connection that is just being used again would cut another call: not too short. */
  private static final long GRACE_MILLIS = 2000;

  private final Timeouts timeouts;
  private final ExecutorService executor =
      Executors.newFixedThreadPool(
          THREADS,
          work -> {
            Thread thread = new Thread(work, "gristmill-llm-http");
            thread.setDaemon(true);
            return thread;
          });
  private final Set<Future<?>> open = ConcurrentHashMap.newKeySet();
  private volatile @Nullable HttpClient client;

  Transport(Timeouts timeouts) {
    this.timeouts = timeouts;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeouts.connect())
            .executor(executor)
            .build();
  }

  /** Sends, waits and reads. After it the call's draft is complete, or there is an exception. */
  void send(HttpRequest request, Call call, String where)
      throws ModelException, InterruptedException {
    HttpClient current = client;
    if (current == null) {
      throw closed(where);
    }
    CompletableFuture<HttpResponse<Boolean>> sent;
    try {
      sent = current.sendAsync(request, call);
    } catch (RuntimeException e) {
      throw BrokenCall.of(e, where);
    }
    open.add(sent);
    try {
      await(sent, call, where);
    } finally {
      open.remove(sent);
      sent.cancel(true);
    }
  }

  private void await(CompletableFuture<HttpResponse<Boolean>> sent, Call call, String where)
      throws ModelException, InterruptedException {
    Progress progress = call.progress();
    CompletableFuture<Object> settled = CompletableFuture.anyOf(sent, progress.ended());
    long start = System.nanoTime();
    while (true) {
      try {
        settled.get(left(start, progress, where), TimeUnit.NANOSECONDS);
        if (!progress.ended().isDone()) {
          HttpResponse<Boolean> response = sent.get();
          call.end(response.statusCode(), response.headers());
        } else {
          leaveToEnd(sent);
          call.endStream();
        }
        return;
      } catch (TimeoutException e) {
        // Bytes may have come meanwhile: what is left is looked at again.
      } catch (ExecutionException e) {
        if (client == null) {
          throw closed(where);
        }
        Throwable cause = e.getCause();
        throw BrokenCall.of(cause == null ? e : cause, where);
      }
    }
  }

  /** The answer is there; a little time for the rest, so that the connection can be used again. */
  private static void leaveToEnd(Future<?> sent) throws InterruptedException {
    try {
      sent.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // The connection is given up by the caller.
    }
  }

  /** Nanoseconds until the next time-out. */
  private long left(long start, Progress progress, String where) throws ModelException {
    long now = System.nanoTime();
    long whole = timeouts.request().toNanos() - (now - start);
    long idle = timeouts.idle().toNanos() - (now - progress.lastByte());
    if (whole <= 0) {
      throw timedOut(where, "no complete reply", timeouts.request(), "request-seconds");
    }
    if (idle <= 0) {
      throw timedOut(where, "not a byte", timeouts.idle(), "idle-seconds");
    }
    return Math.min(whole, idle);
  }

  private static ModelException timedOut(String where, String what, Duration time, String key) {
    return new ModelException(
        Kind.UNAVAILABLE,
        String.format(
            "%s sent %s within %.1f s (llm.timeouts.%s)", where, what, time.toMillis() / 1e3, key));
  }

  private static ModelException closed(String where) {
    return new ModelException(Kind.UNAVAILABLE, where + ": the client has been closed");
  }

  /** Cancels what is open and ends the threads; the JDK's selector ends with its client. */
  @Override
  public void close() {
    client = null;
    open.forEach(call -> call.cancel(true));
    executor.shutdownNow();
  }
}
