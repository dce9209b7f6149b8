package io.gristmill.jobs.llm;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.job.HadoopFiles;
import io.gristmill.llm.Model;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.Outcome;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestKey;
import io.gristmill.llm.budget.Quota;
import io.gristmill.llm.client.Models;
import io.gristmill.llm.retry.Retrying;
import io.gristmill.llm.retry.ServerHealth;
import io.gristmill.rehearsal.RehearsalModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for all tasks of one run in one process. */
final class ProcessAsker implements Asker, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessAsker.class);

  /** How often a request is asked with all its retries, when these meet passing failures only. */
  private static final int ROUNDS = 3;

  private static final int TELLS = 3;

  private static final String CLOSED = "the run has been closed";

  private final ModelHandle handle;
  private final ResponseStore store;
  private final ServerHealth health;
  private final Renewer renewer;
  private final Meter meter;
  private final Map<RequestKey, Flight> flights = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "gristmill-llm-call");
            thread.setDaemon(true);
            return thread;
          });
  private volatile @Nullable Stop stop;
  private @Nullable Model model;
  private boolean closed;

  private ProcessAsker(ModelHandle handle, String process) throws IOException {
    this.handle = handle;
    this.store =
        new ResponseStore(handle.responses(), handle.hadoopConfiguration(), handle.run(), process);
    this.health = new ServerHealth(handle.model().where(), handle.model().retry());
    Quota quota = new Quota(process);
    this.meter = new Meter(quota, handle.price(), handle.assumedCompletionTokens());
    this.renewer =
        new Renewer(
            handle.token(),
            Link.of(handle.token()),
            quota,
            meter::counters,
            this::stopHere,
            () -> OpenAskers.close(handle.token()));
  }

  /**
   * One that talks to its driver already.
   *
   * @throws UncheckedIOException when the response store cannot be reached
   */
  static ProcessAsker open(ModelHandle handle) {
    try {
      ProcessAsker asker = new ProcessAsker(handle, HadoopFiles.unique());
      asker.renewer.start();
      return asker;
    } catch (IOException e) {
      throw unreadable(handle, e);
    }
  }

  private static UncheckedIOException unreadable(ModelHandle handle, IOException e) {
    return new UncheckedIOException(handle.responses() + ": " + e.getMessage(), e);
  }

  /** What other processes have stored until now is known afterwards. */
  void refresh() {
    try {
      store.refresh();
    } catch (IOException e) {
      throw unreadable(handle, e);
    }
  }

  @Override
  public Outcome ask(Request given) throws StoppedException, InterruptedException {
    Request request = handle.complete(given);
    RequestKey key = RequestKey.of(request);
    Optional<Outcome> stored = find(key);
    if (stored.isPresent()) {
      return stored.get();
    }
    refuseWhenStopped();
    Flight flight = join(key, request);
    try {
      return await(flight);
    } finally {
      leave(flight);
    }
  }

  @Override
  public void ended() {
    meter.ended();
  }

  private Optional<Outcome> find(RequestKey key) throws InterruptedException {
    try {
      Optional<Outcome> stored = store.find(key);
      if (stored.isPresent()) {
        meter.foundInStore();
      }
      return stored;
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw unreadable(handle, e);
    }
  }

  private Flight join(RequestKey key, Request request) throws StoppedException {
    Flight fresh = new Flight(key, request, meter);
    Flight joined =
        flights.compute(key, (k, flying) -> flying == null ? fresh.join() : flying.join());
    if (joined == fresh) {
      try {
        threads.execute(() -> fly(fresh));
      } catch (RejectedExecutionException e) { // closed meanwhile
        flights.remove(key, fresh);
        throw new StoppedException(CLOSED);
      }
    }
    return joined;
  }

  private void leave(Flight flight) {
    flights.computeIfPresent(
        flight.key(),
        (key, flying) -> {
          if (flying != flight || !flight.leave()) {
            return flying;
          }
          flight.cancel();
          return null;
        });
  }

  private static Outcome await(Flight flight) throws StoppedException, InterruptedException {
    try {
      return flight.outcome().get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof StoppedException stopped) {
        throw stopped;
      }
      if (cause instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException("a request could not be asked", cause);
    }
  }

  /** In a thread of its own: asks and keeps. */
  private void fly(Flight flight) {
    try {
      flight.begin();
      Outcome outcome = outcome(flight);
      flights.remove(flight.key(), flight);
      flight.outcome().complete(outcome);
    } catch (StoppedException | RuntimeException | InterruptedException | Error e) {
      flights.remove(flight.key(), flight);
      flight.outcome().completeExceptionally(e);
    } finally {
      flight.end();
    }
  }

  private Outcome outcome(Flight flight) throws StoppedException, InterruptedException {
    Optional<Outcome> stored = find(flight.key()); // by a flight that landed a moment ago
    if (stored.isPresent()) {
      return stored.get();
    }
    try {
      Outcome outcome = asked(flight);
      flight.keeping();
      store.append(flight.key(), outcome);
      return outcome;
    } catch (InterruptedException e) {
      refuseWhenStopped();
      throw e;
    } catch (UserException e) {
      throw stopAll(new Stop(e.exitCode(), String.valueOf(e.getMessage())));
    } catch (IOException e) {
      throw stopAll(Stop.notKept(handle.responses(), e));
    }
  }

  private Outcome asked(Flight flight) throws StoppedException, InterruptedException {
    for (int round = 1; ; round++) {
      refuseWhenStopped();
      renewer.demand();
      try {
        Retrying retrying = new Retrying(model(), handle.model().retry(), health, flight);
        return new Outcome.Answered(retrying.answer(flight.request()));
      } catch (ModelException e) {
        if (e.kind().isFatal()) {
          throw stopAll(Stop.fatal(e));
        }
        if (e.kind().isAboutTheRequest()) {
          meter.failedForGood();
          return new Outcome.Failed(e.kind(), String.valueOf(e.getMessage()));
        }
        if (round == ROUNDS) {
          throw stopAll(Stop.passing(ROUNDS, handle.model().retry().attempts(), e));
        }
      }
    }
  }

  private synchronized Model model() {
    if (closed) {
      throw new UserException(ExitCode.TRY_AGAIN, CLOSED);
    }
    Model open = model;
    if (open == null) {
      open = Models.open(handle.model(), () -> new RehearsalModel(handle.rehearsal()));
      model = open;
    }
    return open;
  }

  private void refuseWhenStopped() throws StoppedException {
    Stop seen = stop;
    if (seen != null) {
      throw new StoppedException(seen.message());
    }
  }

  /** Ends the run everywhere; returns when the driver knows why. */
  private StoppedException stopAll(Stop reason) {
    for (int i = 1; ; i++) {
      try {
        renewer.exchange(reason);
        stopHere(reason);
        return new StoppedException(reason.message());
      } catch (Exception e) {
        LOG.warn("the driver cannot be told that the run is to end: {}", reason.message(), e);
        if (i == TELLS) {
          throw reason.exception(); // the task fails with the reason instead
        }
      }
    }
  }

  /** Ends the run in this process: no call is begun any more, those in flight come to their end. */
  private void stopHere(Stop reason) {
    if (stop == null) {
      stop = reason;
      LOG.debug("no more calls: {}", reason.message());
      flights.values().forEach(Flight::stop);
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
    renewer.close();
    stopHere(new Stop(ExitCode.TRY_AGAIN, CLOSED));
    flights.values().forEach(Flight::cancel);
    if (open != null) {
      open.close();
    }
    threads.shutdown();
    try {
      store.close();
    } catch (IOException e) {
      LOG.debug("{}: not closed well; all that was flushed is kept", handle.responses(), e);
    }
  }
}
