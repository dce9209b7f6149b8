package io.gristmill.jobs.job;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.manifest.JsonDocument;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run's right to a run directory, by files that any Hadoop file system can hold.
 *
 * <pre>
 * .claim                  whose the directory is; created exclusively, never changed
 * .claim-beat-&lt;token&gt;     its sign of life, written anew every three seconds
 * .claim-after-&lt;token&gt;    who took over from a dead claim; created exclusively, never changed
 * </pre>
 *
 * The owner is the last of the chain that starts at {@code .claim}, so a dead claim has exactly one
 * successor however many runs find it dead. A claim is dead when its process was on this machine
 * and is gone, or when its sign of life has not changed for {@link #EXPIRY}, as the one who waits
 * measures it: clocks of different machines are never compared. A run that was taken for dead and
 * wakes up again sees so in {@link #ensureHeld}, before it publishes.
 */
public final class RunLock implements AutoCloseable {

  /** How long a claim of a process that cannot be looked up may be silent. */
  static final Duration EXPIRY = Duration.ofSeconds(30);

  private static final long HEARTBEAT_SECONDS = 3;
  private static final long POLL_MILLIS = 300;
  private static final String LOCK_FILE = ".claim";
  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

  /** What a claim's file holds. */
  record Owner(String token, String machine, long pid, String job) {

    static Owner here(String job) {
      return new Owner(
          HadoopFiles.unique(), HostIdentity.current(), ProcessHandle.current().pid(), job);
    }

    /**
     * The owner by a claim's text; a claim that is being written, or whose writer was killed in
     * that moment, is told by its place in the chain.
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

    /** Whether its process is known to be gone. */
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
    this.heartbeats = Executors.newSingleThreadScheduledExecutor(RunLock::daemon);
    heartbeat();
    heartbeats.scheduleWithFixedDelay(
        this::heartbeat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Claims a run directory; where a claim is there that may be dead, waits until that is known.
   *
   * @param job what the claim is for, for people
   * @param tell receives a line when waiting begins
   * @throws UserException when a run is at work there
   */
  public static RunLock acquire(HadoopFiles files, Path root, String job, Consumer<String> tell) {
    return acquire(files, root, job, EXPIRY, tell);
  }

  public static RunLock acquire(
      HadoopFiles files, Path root, String job, Duration silence, Consumer<String> tell) {
    Owner own = Owner.here(job);
    String text = JsonDocument.write(own);
    while (true) {
      Optional<Owner> other = current(files, root);
      if (other.isEmpty()) {
        if (files.createExclusively(new Path(root, LOCK_FILE), text)) {
          return new RunLock(files, root, own);
        }
      } else {
        awaitExpiry(files, root, other.get(), silence, tell);
        Path after = successor(root, other.get());
        if (files.createExclusively(after, text)) {
          if (current(files, root).filter(own::equals).isPresent()) {
            return new RunLock(files, root, own);
          }
          files.delete(after); // the dead claim has been cleared away meanwhile
        }
      }
    }
  }

  /** Whether anything of a claim is left in a directory. */
  static boolean existsIn(HadoopFiles files, Path root) {
    return files.exists(new Path(root, LOCK_FILE));
  }

  /**
   * Makes sure that the directory is still this run's.
   *
   * @throws UserException when another run has taken it over
   */
  public void ensureHeld() {
    if (!isHeld()) {
      throw new UserException(
          ExitCode.TRY_AGAIN,
          String.format(
              Locale.ROOT,
              "%s: this run gave no sign of life for %d s and another one has taken over;"
                  + " run the command again",
              root,
              EXPIRY.toSeconds()));
    }
  }

  boolean isHeld() {
    return current(files, root).filter(owner::equals).isPresent();
  }

  /** Gives the directory free; what cannot be removed is found dead by the next run. */
  @Override
  public void close() {
    stopHeartbeat();
    try {
      release();
    } catch (RuntimeException left) {
      LOG.debug("{}: the claim could not be removed", root, left);
    }
  }

  private void release() {
    if (isHeld()) {
      List<Path> others =
          files.list(root).stream()
              .map(status -> status.getPath())
              .filter(path -> path.getName().startsWith(LOCK_FILE + "-"))
              .toList();
      files.delete(new Path(root, LOCK_FILE)); // first: without it nothing of the chain counts
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
    } catch (RuntimeException passing) { // the next one may succeed
      LOG.debug("{}: no sign of life written", root, passing);
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

  /** Returns when the claim is dead or no longer the last one. */
  private static void awaitExpiry(
      HadoopFiles files, Path root, Owner other, Duration silence, Consumer<String> tell) {
    Optional<String> seen = files.read(heartbeat(root, other));
    long since = System.nanoTime();
    boolean told = false;
    while (!other.isProcessGone() && System.nanoTime() - since < silence.toNanos()) {
      if (!told) {
        told = true;
        tell.accept(
            String.format(
                Locale.ROOT,
                "%s is claimed by %s; waiting at most %d s for a sign of life from it",
                root,
                other.describe(),
                silence.toSeconds()));
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
                "%s: another run (%s, %s) is at work there; run the command again when it has"
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

  private static Path successor(Path root, Owner dead) {
    return new Path(root, LOCK_FILE + "-after-" + dead.token());
  }

  private static Path heartbeat(Path root, Owner owner) {
    return new Path(root, LOCK_FILE + "-beat-" + owner.token());
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "gristmill-claim");
    thread.setDaemon(true);
    return thread;
  }
}
