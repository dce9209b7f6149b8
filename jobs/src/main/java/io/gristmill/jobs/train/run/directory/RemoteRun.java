package io.gristmill.jobs.train.run.directory;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.concurrent.Daemons;
import io.gristmill.jobs.storage.RemoteDirectory;
import io.gristmill.jobs.storage.RunLock;
import io.gristmill.jobs.train.file.AtomicFiles;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run directory on a remote file system. The remote copy is authoritative: it is fetched into an
 * empty local directory at the start and updated from that directory after each checkpoint. An
 * update copies files, then new checkpoints, then removes old ones, and writes {@code run.json}
 * last, so a kill at any moment leaves the last checkpoint with the logs up to it. Between
 * checkpoints, small files are copied every few seconds for readers.
 */
final class RemoteRun implements RunLocation {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteRun.class);
  private static final long COPY_INTERVAL_SECONDS = 3;
  private static final String TENSORBOARD = "tensorboard";

  private final RemoteDirectory remote;
  private final Path local;
  private final RunLock lock;
  private final ScheduledExecutorService scheduler = Daemons.scheduler("gristmill-far-run");

  /** Size and modification time of copied files, by name. */
  private final Map<String, String> copied = new HashMap<>();

  private final Set<String> published = new HashSet<>();

  private RemoteRun(RemoteDirectory remote, Path folder, RunLock lock) {
    this.remote = remote;
    this.local = folder;
    this.lock = lock;
  }

  static RemoteRun open(RemoteDirectory remote, Path work, String job, Consumer<String> log)
      throws IOException {
    Optional<String> last = remote.read(TrainingDirectory.RUN);
    if (last.isEmpty()) {
      requireNothingElse(remote);
    }
    RemoteRun run = new RemoteRun(remote, work, remote.acquireLock(job, log));
    try {
      AtomicFiles.delete(work);
      Files.createDirectories(work);
      run.fetch();
      return run;
    } catch (IOException | RuntimeException e) {
      run.close();
      throw e;
    }
  }

  private static void requireNothingElse(RemoteDirectory remote) {
    if (remote.list("").stream().anyMatch(entry -> !entry.name().startsWith("."))) {
      throw new UserException(
          ExitCode.OUTPUT,
          remote + " is not empty and was not written by gristmill; choose another --output");
    }
  }

  private void fetch() throws IOException {
    fetchFiles("");
    fetchFiles(TENSORBOARD);
    for (RemoteDirectory.Entry entry : remote.list(TrainingDirectory.CHECKPOINTS)) {
      String name = TrainingDirectory.CHECKPOINTS + "/" + entry.name();
      if (!entry.name().startsWith(".") && remote.fetch(name, local.resolve(name))) {
        published.add(name);
      }
    }
  }

  private void fetchFiles(String below) throws IOException {
    for (RemoteDirectory.Entry entry : remote.list(below)) {
      if (!entry.isDirectory() && !entry.name().startsWith(".")) {
        Path file = local.resolve(below).resolve(entry.name());
        Files.createDirectories(file.getParent());
        remote.copyToLocal(name(file), file);
        copied.put(name(file), state(file));
      }
    }
  }

  @Override
  public Path directory() {
    return local;
  }

  @Override
  public void start(RunRecord record) {
    String first =
        remote
            .read(TrainingDirectory.RUN)
            .map(text -> JsonDocument.read(text, RunRecord.class))
            .filter(last -> !last.fingerprint().equals(record.fingerprint()))
            .map(last -> JsonDocument.write(RunRecordFactory.overwritten(last)))
            .orElseGet(() -> JsonDocument.write(record));
    remote.write(TrainingDirectory.RUN, first);
    copied.remove(TrainingDirectory.RUN);
    save();
    scheduler.scheduleWithFixedDelay(
        this::copySmallFiles, COPY_INTERVAL_SECONDS, COPY_INTERVAL_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public synchronized void save() {
    try {
      lock.ensureHeld();
      copyFiles();
      for (Path checkpoint : AtomicFiles.list(local.resolve(TrainingDirectory.CHECKPOINTS))) {
        publish(checkpoint);
      }
      removeOthers(TrainingDirectory.CHECKPOINTS);
      removeOthers(TENSORBOARD);
      removeOthers("");
      publish(local.resolve(TrainingDirectory.ADAPTER));
      publish(local.resolve(TrainingDirectory.MODEL));
      copy(local.resolve(TrainingDirectory.RUN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Errors are ignored here, since they may be transient; {@link #save} reports lasting ones. */
  private synchronized void copySmallFiles() {
    try {
      copyFiles();
    } catch (IOException | RuntimeException passing) {
      LOG.debug("{} could not be updated", remote, passing);
    }
  }

  private void copyFiles() throws IOException {
    for (String below : List.of("", TENSORBOARD)) {
      for (Path file : AtomicFiles.list(local.resolve(below))) {
        if (Files.isRegularFile(file) && !file.equals(local.resolve(TrainingDirectory.RUN))) {
          copy(file);
        }
      }
    }
  }

  private void copy(Path file) throws IOException {
    String name = name(file);
    if (file.getFileName().toString().startsWith(".")) {
      return;
    }
    try {
      String state = state(file);
      if (!state.equals(copied.get(name))) {
        remote.copyFromLocal(file, name);
        copied.put(name, state);
      }
    } catch (NoSuchFileException replacedMeanwhile) {
      LOG.debug("{} is gone", file);
    }
  }

  private void publish(Path directory) {
    String name = name(directory);
    boolean visible = !directory.getFileName().toString().startsWith(".");
    if (visible && Files.isDirectory(directory) && !published.contains(name)) {
      remote.publish(directory, name);
      published.add(name);
    }
  }

  /**
   * Removes remote entries without a local counterpart. Hidden entries beside checkpoints are left
   * over from a kill; elsewhere a hidden entry belongs to the run lock.
   */
  private void removeOthers(String below) {
    for (RemoteDirectory.Entry entry : remote.list(below)) {
      Path file = local.resolve(below).resolve(entry.name());
      boolean ours = below.equals(TrainingDirectory.CHECKPOINTS) || !entry.name().startsWith(".");
      if (ours && !Files.exists(file)) {
        remote.remove(name(file));
        published.remove(name(file));
      }
    }
  }

  private String name(Path file) {
    return local.relativize(file).toString();
  }

  private static String state(Path file) throws IOException {
    return Files.size(file) + " " + Files.getLastModifiedTime(file);
  }

  @Override
  public void close() {
    scheduler.shutdown();
    try {
      scheduler.awaitTermination(1, TimeUnit.MINUTES);
      AtomicFiles.delete(local);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException left) {
      LOG.debug("{} stays", local, left);
    } finally {
      lock.close();
    }
  }

  @Override
  public String toString() {
    return remote.toString();
  }
}
