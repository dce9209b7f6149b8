package io.gristmill.llm.client;

import io.gristmill.concurrent.Daemons;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.ModelException.Kind;
import io.gristmill.llm.client.Watchdog.EndReason;
import io.gristmill.llm.client.Watchdog.Watch;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over HTTP/1.1 and enforces all timeouts, including those of the body. Follows no
 * redirects and keeps no cookies. Two daemon threads and the JDK's selector serve any number of
 * calls.
 *
 * <p>Calls use {@link HttpClient#send} in the calling thread, which blocks anyway: {@code
 * sendAsync} switches threads several times more per call (measured: 11.7 instead of 2.7 seconds of
 * CPU time for 10,000 calls). It also reports the end of a call only after the connection may serve
 * the next one, so cancelling a call that seems unfinished can break the connection of another.
 */
final class Transport implements AutoCloseable {

  private static final int THREADS = 2;

  /** How long a connection may stay open after the answer is complete, in nanoseconds. */
  private static final long GRACE = TimeUnit.SECONDS.toNanos(2);

  static {
    // Many servers close connections idle for 5 s; a call at that moment would fail.
    if (System.getProperty("jdk.httpclient.keepalive.timeout") == null) {
      System.setProperty("jdk.httpclient.keepalive.timeout", "4");
    }
  }

  private final Timeouts timeouts;
  private final ExecutorService executor = Daemons.pool("gristmill-llm-http", THREADS);
  private final Watchdog watchdog = new Watchdog(this::judge);
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

  /** Sends a request and reads the response; afterwards the answer of {@code call} is complete. */
  void send(HttpRequest request, HttpResponseHandler call, String where)
      throws ModelException, InterruptedException {
    HttpClient current = client;
    if (current == null) {
      throw closedFailure(where);
    }
    HttpResponse<Boolean> response = null;
    Exception failure = null;
    Watch watch = watchdog.begin(call.progress());
    try {
      response = current.send(request, call);
    } catch (IOException | RuntimeException | InterruptedException e) {
      failure = e;
    }
    EndReason verdict = watchdog.end(watch);
    if (failure instanceof InterruptedException && verdict == null && call.progress().isEnded()) {
      Thread.currentThread().interrupt(); // the answer is complete nevertheless
    }
    if (response != null && !call.progress().isEnded()) {
      call.end(response.statusCode(), response.headers());
    } else if (call.progress().isEnded()) { // even if the connection failed
      call.endStream();
    } else {
      throw failure(failure, verdict, where);
    }
  }

  private ModelException failure(
      @Nullable Exception failure, @Nullable EndReason verdict, String where)
      throws InterruptedException {
    if (verdict != null) {
      return switch (verdict) {
        case IDLE -> timeoutFailure(where, "no data", timeouts.idle(), "llm.idle-timeout-seconds");
        case TOO_LONG ->
            timeoutFailure(
                where, "no complete response", timeouts.request(), "llm.request-timeout-seconds");
        case ENOUGH, CLOSED -> closedFailure(where);
      };
    }
    if (failure instanceof InterruptedException interrupt) {
      throw interrupt;
    }
    return client == null || failure == null
        ? closedFailure(where)
        : TransportFailures.of(failure, where);
  }

  /** Reason to end a call now; null to let it continue. */
  private @Nullable EndReason judge(Watch watch) {
    CallProgress progress = watch.progress();
    if (progress.isReceived()) {
      return null; // its connection may serve another call
    }
    long now = System.nanoTime();
    long silence = now - progress.lastByte();
    if (progress.isEnded() && silence > GRACE) {
      return EndReason.ENOUGH;
    }
    if (now - watch.start() > timeouts.request().toNanos()) {
      return EndReason.TOO_LONG;
    }
    return silence > timeouts.idle().toNanos() ? EndReason.IDLE : null;
  }

  private static ModelException timeoutFailure(
      String where, String what, Duration time, String key) {
    return new ModelException(
        Kind.UNAVAILABLE,
        String.format("%s sent %s within %.1f s (%s)", where, what, time.toMillis() / 1e3, key));
  }

  private static ModelException closedFailure(String where) {
    return new ModelException(Kind.UNAVAILABLE, where + ": the client is closed");
  }

  /** Cancels open calls and stops the threads; the JDK's selector stops with its client. */
  @Override
  public void close() {
    client = null;
    watchdog.close();
    executor.shutdownNow();
  }
}
