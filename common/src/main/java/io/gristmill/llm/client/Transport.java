package io.gristmill.llm.client;

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
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests over HTTP/1.1 and keeps all their time-outs, the body's too. Follows no redirect,
 * keeps no cookies. Two daemon threads and the JDK's selector serve any number of calls.
 *
 * <p>Calls are made with {@link HttpClient#send} in the caller's thread, which waits anyway: {@code
 * sendAsync} hands each call from thread to thread several times more (measured: 2.7 against 11.7
 * seconds of processor time for 10,000 calls). It also tells of a call's end later than the
 * connection is used by the next call, so that cancelling what seems not to have ended can cut
 * another call's connection.
 */
final class Transport implements AutoCloseable {

  private static final int THREADS = 2;

  /** How long a connection may stay open after all that matters has come. */
  private static final long GRACE = TimeUnit.SECONDS.toNanos(2);

  static {
    // Many servers close what is idle for 5 s; a call that meets that moment would be lost.
    if (System.getProperty("jdk.httpclient.keepalive.timeout") == null) {
      System.setProperty("jdk.httpclient.keepalive.timeout", "4");
    }
  }

  private final Timeouts timeouts;
  private final ExecutorService executor =
      Executors.newFixedThreadPool(
          THREADS,
          work -> {
            Thread thread = new Thread(work, "gristmill-llm-http");
            thread.setDaemon(true);
            return thread;
          });
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

  /** Sends, waits and reads. After it the call's draft is complete, or there is an exception. */
  void send(HttpRequest request, HttpResponseHandler call, String where)
      throws ModelException, InterruptedException {
    HttpClient current = client;
    if (current == null) {
      throw closed(where);
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
      Thread.currentThread().interrupt(); // the answer is there all the same
    }
    if (response != null && !call.progress().isEnded()) {
      call.end(response.statusCode(), response.headers());
    } else if (call.progress().isEnded()) { // whatever became of the connection
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
        case IDLE -> timedOut(where, "not a byte", timeouts.idle(), "llm.idle-timeout-seconds");
        case TOO_LONG ->
            timedOut(where, "no complete reply", timeouts.request(), "llm.request-timeout-seconds");
        case ENOUGH, CLOSED -> closed(where);
      };
    }
    if (failure instanceof InterruptedException interrupt) {
      throw interrupt;
    }
    return client == null || failure == null ? closed(where) : TransportFailures.of(failure, where);
  }

  /** What is to become of a call now. */
  private @Nullable EndReason judge(Watch watch) {
    CallProgress progress = watch.progress();
    if (progress.isReceived()) {
      return null; // its connection may be another call's
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

  private static ModelException timedOut(String where, String what, Duration time, String key) {
    return new ModelException(
        Kind.UNAVAILABLE,
        String.format(
            "%s sent %s within %.1f s (%s)", where, what, time.toMillis() / 1e3, key));
  }

  private static ModelException closed(String where) {
    return new ModelException(Kind.UNAVAILABLE, where + ": the client has been closed");
  }

  /** Cancels what is open and ends the threads; the JDK's selector ends with its client. */
  @Override
  public void close() {
    client = null;
    watchdog.close();
    executor.shutdownNow();
  }
}
