package io.gristmill.jobs.storage;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.concurrent.Daemons;
import io.gristmill.manifest.JsonDocument;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exclusive lock (lease) on a run directory, implemented with files on any Hadoop file system.
 *
 * <pre>
 * .claim                  the owner of the directory; created exclusively, never changed
 * .claim-beat-&lt;token&gt;     its heartbeat, rewritten every three seconds
 * .claim-after-&lt;token&gt;    the successor of an expired lock; created exclusively, never changed
 * </pre>
 *
 * The owner is the last one of the chain that starts at {@code .claim}, so an expired lock has
 * exactly one successor even if several runs compete for it. A lock is expired if its process was
 * on this machine and is gone, or if its heartbeat has not changed for {@link #EXPIRY} as measured
 * by the waiting run; clocks of different machines are never compared. A run that lost its lock
 * while suspended detects this in {@link #ensureHeld} before it publishes.
 */
public final class RunLock implements AutoCloseable {

  /** Time without a heartbeat after which the lock of a process on another machine expires. */
  static final Duration EXPIRY = Duration.ofSeconds(30);

  private static final long HEARTBEAT_SECONDS = 3;
  private static final long POLL_MILLIS = 300;
  private static final String LOCK_FILE = ".claim";
  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

  /** Content of a lock file. */
  record Owner(String token, String machine, long pid, String job) {

    static Owner current(String job) {
      return new Owner(
          HadoopFiles.unique(), HostIdentity.current(), ProcessHandle.current().pid(), job);
    }

    /**
     * Parses a lock file. An incomplete one, still being written or left by a killed writer, is
     * identified by its place in the chain.
     */
    static Owner read(String text, int place) {
      try {
        return JsonDocument.read(text, Owner.class);
      } catch (IllegalArgumentException unfinished) {
        return new Owner("unreadable-" + place, "", 0, "");
      }
    }

    boolean isOnThisMachine() {
      return machine.equals(HostIdentity.current());
    }

    /** Whether its process ran on this machine and is gone. */
    boolean isProcessGone() {
      return isOnThisMachine() && ProcessHandle.of(pid).isEmpty();
    }

    String describe() {
      return isOnThisMachine() ? "process " + pid : "process " + pid + " of another machine";
    }
  }

  private final HadoopFiles files;
  private final Path root;
  private final Owner owner;
  private final ScheduledExecutorService heartbeats;
  private long heartbeatCount;

  private RunLock(HadoopFiles files, Path root, Owner owner) {
    this.files = files;
    this.root = root;
    this.owner = owner;
    this.heartbeats = Daemons.scheduler("gristmill-run-lock");
    heartbeat();
    heartbeats.scheduleWithFixedDelay(
        this::heartbeat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Acquires the lock of a run directory; waits if another lock may have expired.
   *
   * @param job name of the job, for messages
   * @param log receives a line when waiting starts
   * @throws UserException if another run is active
   */
  public static RunLock acquire(HadoopFiles files, Path root, String job, Consumer<String> log) {
    return acquire(files, root, job, EXPIRY, log);
  }

  public static RunLock acquire(
      HadoopFiles files, Path root, String job, Duration expiry, Consumer<String> log) {
    Owner thisOwner = Owner.current(job);
    String text = JsonDocument.write(thisOwner);
    while (true) {
      Optional<Owner> other = current(files, root);
      if (other.isEmpty()) {
        if (files.createExclusively(new Path(root, LOCK_FILE), text)) {
          return new RunLock(files, root, thisOwner);
        }
      } else {
        awaitExpiry(files, root, other.get(), expiry, log);
        Path after = successor(root, other.get());
        if (files.createExclusively(after, text)) {
          if (current(files, root).filter(thisOwner::equals).isPresent()) {
            return new RunLock(files, root, thisOwner);
          }
          files.delete(after); // the expired lock was removed concurrently
        }
      }
    }
  }

  public static boolean existsIn(HadoopFiles files, Path root) {
    return files.exists(new Path(root, LOCK_FILE));
  }

  /**
   * Checks that this run still holds the lock.
   *
   * @throws UserException if another run has taken over
   */
  public void ensureHeld() {
    if (!isHeld()) {
      throw new UserException(
          ExitCode.TRY_AGAIN,
          String.format(
              Locale.ROOT,
              "%s: this run sent no heartbeat for %d s and another run has taken over;"
                  + " run the command again",
              root,
              EXPIRY.toSeconds()));
    }
  }

  public boolean isHeld() {
    return current(files, root).filter(owner::equals).isPresent();
  }

  /** Releases the lock; files that cannot be removed expire. */
  @Override
  public void close() {
    stopHeartbeat();
    try {
      release();
    } catch (RuntimeException left) {
      LOG.debug("{}: the lock could not be removed", root, left);
    }
  }

  private void release() {
    if (isHeld()) {
      List<Path> others =
          files.list(root).stream()
              .map(status -> status.getPath())
              .filter(path -> path.getName().startsWith(LOCK_FILE + "-"))
              .toList();
      files.delete(new Path(root, LOCK_FILE)); // first: without it the chain is void
      others.forEach(files::delete);
    } else {
      files.delete(heartbeat(root, owner));
    }
  }

  private void stopHeartbeat() {
    heartbeats.shutdown();
    try {
      heartbeats.awaitTermination(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void heartbeat() {
    try {
      if (isHeld()) {
        files.overwrite(heartbeat(root, owner), String.valueOf(++heartbeatCount));
      }
    } catch (RuntimeException transientError) { // the next heartbeat may succeed
      LOG.debug("{}: no heartbeat written", root, transientError);
    }
  }

  private static Optional<Owner> current(HadoopFiles files, Path root) {
    Optional<Owner> last = Optional.empty();
    Optional<String> text = files.read(new Path(root, LOCK_FILE));
    for (int place = 0; text.isPresent(); place++) {
      Owner owner = Owner.read(text.get(), place);
      last = Optional.of(owner);
      text = files.read(successor(root, owner));
    }
    return last;
  }

  /** Returns when the lock has expired or is no longer the last one. */
  private static void awaitExpiry(
      HadoopFiles files, Path root, Owner other, Duration expiry, Consumer<String> log) {
    Optional<String> seen = files.read(heartbeat(root, other));
    long since = System.nanoTime();
    boolean logged = false;
    while (!other.isProcessGone() && System.nanoTime() - since < expiry.toNanos()) {
      if (!logged) {
        logged = true;
        log.accept(
            String.format(
                Locale.ROOT,
                "%s is locked by %s; waiting up to %d s for a heartbeat",
                root,
                other.describe(),
                expiry.toSeconds()));
      }
      pause();
      if (!current(files, root).filter(other::equals).isPresent()) {
        return;
      }
      if (!files.read(heartbeat(root, other)).equals(seen)) {
        throw new UserException(
            ExitCode.TRY_AGAIN,
            String.format(
                Locale.ROOT,
                "%s: another run (%s, %s) is active; run the command again when it has"
                    + " ended, or choose another --output",
                root,
                other.job(),
                other.describe()));
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException("the run was interrupted");
    }
  }

  private static Path successor(Path root, Owner expired) {
    return new Path(root, LOCK_FILE + "-after-" + expired.token());
  }

  private static Path heartbeat(Path root, Owner owner) {
    return new Path(root, LOCK_FILE + "-beat-" + owner.token());
  }
}
