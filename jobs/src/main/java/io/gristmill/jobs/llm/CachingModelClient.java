package io.gristmill.jobs.llm;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.concurrent.Daemons;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.llm.Model;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestKey;
import io.gristmill.llm.RequestOutcome;
import io.gristmill.llm.budget.Quota;
import io.gristmill.llm.client.Models;
import io.gristmill.llm.retry.RetryingModel;
import io.gristmill.llm.retry.ServerHealth;
import io.gristmill.rehearsal.RehearsalModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Model client of a run in one process; answers come from the response store or the model. */
final class CachingModelClient implements ModelClient, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CachingModelClient.class);

  /** Clients of this process by the token of their run. */
  private static final Map<String, CachingModelClient> OPEN = new ConcurrentHashMap<>();

  /**
   * Maximum number of times that a request is sent with all its retries if every attempt fails with
   * a transient error.
   */
  private static final int MAX_ROUNDS = 3;

  private static final int STOP_REPORT_ATTEMPTS = 3;

  private static final String RUN_CLOSED = "the run is closed";

  private final ModelHandle handle;
  private final ResponseStore store;
  private final ServerHealth health;
  private final LeaseHeartbeat heartbeat;
  private final CallAccounting accounting;
  private final Map<RequestKey, InFlightRequest> inFlight = new ConcurrentHashMap<>();
  private final ExecutorService threads = Daemons.unboundedPool("gristmill-llm-call");
  private volatile @Nullable StopReason stopReason;
  private @Nullable Model model;
  private boolean closed;

  private CachingModelClient(ModelHandle handle, String process) throws IOException {
    this.handle = handle;
    this.store =
        new ResponseStore(
            handle.responses(), handle.configuration().value(), handle.run(), process);
    this.health = new ServerHealth(handle.model().location(), handle.model().retry());
    Quota quota = new Quota(process);
    this.accounting = new CallAccounting(quota, handle.price(), handle.assumedOutputTokens());
    this.heartbeat =
        new LeaseHeartbeat(
            handle.token(),
            quota,
            accounting::counts,
            this::stopProcess,
            () -> close(handle.token()));
  }

  /**
   * Returns the client of a run in this process, after loading the answers of other processes.
   *
   * @throws UncheckedIOException if the response store cannot be read
   */
  static CachingModelClient of(ModelHandle handle) {
    CachingModelClient client = OPEN.computeIfAbsent(handle.token(), token -> open(handle));
    try {
      client.store.refresh();
    } catch (IOException e) {
      throw unreadable(handle, e);
    }
    return client;
  }

  /** Closes the client of a run. */
  static void close(String token) {
    CachingModelClient client = OPEN.remove(token);
    if (client != null) {
      client.close();
    }
  }

  /** Closes all clients of this process. */
  static void closeAll() {
    List.copyOf(OPEN.keySet()).forEach(CachingModelClient::close);
  }

  private static CachingModelClient open(ModelHandle handle) {
    try {
      CachingModelClient client = new CachingModelClient(handle, HadoopFiles.unique());
      client.heartbeat.start();
      return client;
    } catch (IOException e) {
      throw unreadable(handle, e);
    }
  }

  private static UncheckedIOException unreadable(ModelHandle handle, IOException e) {
    return new UncheckedIOException(handle.responses() + ": " + e.getMessage(), e);
  }

  @Override
  public RequestOutcome ask(Request given) throws StoppedException, InterruptedException {
    Request request = handle.complete(given);
    RequestKey key = RequestKey.of(request);
    Optional<RequestOutcome> stored = findStored(key);
    if (stored.isPresent()) {
      return stored.get();
    }
    throwIfStopped();
    InFlightRequest shared = join(key, request);
    try {
      return await(shared);
    } finally {
      leave(shared);
    }
  }

  @Override
  public void recordExchangeEnd() {
    accounting.recordExchangeEnd();
  }

  private Optional<RequestOutcome> findStored(RequestKey key) throws InterruptedException {
    try {
      Optional<RequestOutcome> stored = store.find(key);
      if (stored.isPresent()) {
        accounting.recordStoreHit();
      }
      return stored;
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw unreadable(handle, e);
    }
  }

  private InFlightRequest join(RequestKey key, Request request) throws StoppedException {
    InFlightRequest fresh = new InFlightRequest(key, request, accounting);
    InFlightRequest joined =
        inFlight.compute(key, (k, current) -> current == null ? fresh.join() : current.join());
    if (joined == fresh) {
      try {
        threads.execute(() -> run(fresh));
      } catch (RejectedExecutionException e) { // closed concurrently
        inFlight.remove(key, fresh);
        throw new StoppedException(RUN_CLOSED);
      }
    }
    return joined;
  }

  private void leave(InFlightRequest request) {
    inFlight.computeIfPresent(
        request.key(),
        (key, current) -> {
          if (current != request || !request.leave()) {
            return current;
          }
          request.cancel();
          return null;
        });
  }

  private static RequestOutcome await(InFlightRequest request)
      throws StoppedException, InterruptedException {
    try {
      return request.outcome().get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof StoppedException stopped) {
        throw stopped;
      }
      if (cause instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException("a request failed unexpectedly", cause);
    }
  }

  /** Sends and stores a request; runs in its thread. */
  private void run(InFlightRequest request) {
    try {
      request.bindThread();
      RequestOutcome outcome = askAndStore(request);
      inFlight.remove(request.key(), request);
      request.outcome().complete(outcome);
    } catch (StoppedException | RuntimeException | InterruptedException | Error e) {
      inFlight.remove(request.key(), request);
      request.outcome().completeExceptionally(e);
    } finally {
      request.unbindThread();
    }
  }

  private RequestOutcome askAndStore(InFlightRequest request)
      throws StoppedException, InterruptedException {
    Optional<RequestOutcome> stored = findStored(request.key()); // by a request that has just ended
    if (stored.isPresent()) {
      return stored.get();
    }
    try {
      RequestOutcome outcome = askWithRetries(request);
      request.enterStoring();
      store.append(request.key(), outcome);
      return outcome;
    } catch (InterruptedException e) {
      throwIfStopped();
      throw e;
    } catch (UserException e) {
      throw stopRun(new StopReason(e.exitCode(), String.valueOf(e.getMessage())));
    } catch (IOException e) {
      throw stopRun(StopReason.storageFailure(handle.responses(), e));
    }
  }

  private RequestOutcome askWithRetries(InFlightRequest request)
      throws StoppedException, InterruptedException {
    for (int round = 1; ; round++) {
      throwIfStopped();
      heartbeat.requestLease();
      try {
        RetryingModel retryingModel =
            new RetryingModel(model(), handle.model().retry(), health, request);
        return retryingModel.answer(request.request());
      } catch (ModelException e) {
        if (e.kind().isFatal()) {
          throw stopRun(StopReason.fatal(e));
        }
        if (e.kind().isAboutTheRequest()) {
          accounting.recordPermanentFailure();
          return new RequestOutcome.Failed(e.kind(), String.valueOf(e.getMessage()));
        }
        if (round == MAX_ROUNDS) {
          throw stopRun(
              StopReason.transientFailures(MAX_ROUNDS, handle.model().retry().maxAttempts(), e));
        }
      }
    }
  }

  private synchronized Model model() {
    if (closed) {
      throw new UserException(ExitCode.TRY_AGAIN, RUN_CLOSED);
    }
    Model open = model;
    if (open == null) {
      open = Models.open(handle.model(), () -> new RehearsalModel(handle.rehearsal()));
      model = open;
    }
    return open;
  }

  private void throwIfStopped() throws StoppedException {
    StopReason seen = stopReason;
    if (seen != null) {
      throw new StoppedException(seen.message());
    }
  }

  /** Stops the run in all processes; returns after the driver has received the reason. */
  private StoppedException stopRun(StopReason reason) {
    for (int i = 1; ; i++) {
      try {
        heartbeat.exchange(reason);
        stopProcess(reason);
        return new StoppedException(reason.message());
      } catch (Exception e) {
        LOG.warn("cannot report the reason to stop to the driver: {}", reason.message(), e);
        if (i == STOP_REPORT_ATTEMPTS) {
          throw reason.exception(); // the task fails with the reason instead
        }
      }
    }
  }

  /** Stops the run in this process: starts no further calls, but lets open ones finish. */
  private void stopProcess(StopReason reason) {
    if (stopReason == null) {
      stopReason = reason;
      LOG.debug("no further calls: {}", reason.message());
      inFlight.values().forEach(InFlightRequest::stop);
    }
  }

  @Override
  public void close() {
    Model open;
    synchronized (this) {
      closed = true;
      open = model;
      model = null;
    }
    heartbeat.close();
    stopProcess(new StopReason(ExitCode.TRY_AGAIN, RUN_CLOSED));
    inFlight.values().forEach(InFlightRequest::cancel);
    if (open != null) {
      open.close();
    }
    threads.shutdown();
    try {
      store.close();
    } catch (IOException e) {
      LOG.debug("{}: close failed; all flushed answers are kept", handle.responses(), e);
    }
  }
}
