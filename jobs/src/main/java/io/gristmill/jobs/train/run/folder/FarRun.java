package io.gristmill.jobs.train.run.folder;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.job.FarFolder;
import io.gristmill.jobs.job.RunLock;
import io.gristmill.jobs.train.checkpoint.WholeFolder;
import io.gristmill.manifest.Json;
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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run that is kept on another file system. What is there counts: it is fetched into an empty
 * local folder at the start, and after each checkpoint becomes what that folder holds. Files go
 * first, then new checkpoints, then old ones are removed, and {@code run.json} is last; so a kill
 * at any moment leaves the last checkpoint with all that was told until then. Between checkpoints,
 * small files are copied every few seconds for those who watch.
 */
final class FarRun implements RunPlace {

  private static final Logger LOG = LoggerFactory.getLogger(FarRun.class);
  private static final long WATCH_SECONDS = 3;
  private static final String TENSORBOARD = "tensorboard";

  private final FarFolder far;
  private final Path folder;
  private final RunLock claim;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(FarRun::daemon);

  /** Size and time of the files that were copied, by name. */
  private final Map<String, String> copied = new HashMap<>();

  private final Set<String> published = new HashSet<>();

  private FarRun(FarFolder far, Path folder, RunLock claim) {
    this.far = far;
    this.folder = folder;
    this.claim = claim;
  }

  static FarRun open(FarFolder far, Path work, String job, Consumer<String> tell)
      throws IOException {
    Optional<String> last = far.read(RunFolder.RUN);
    if (last.isEmpty()) {
      requireNothingElse(far);
    }
    FarRun run = new FarRun(far, work, far.claim(job, tell));
    try {
      WholeFolder.delete(work);
      Files.createDirectories(work);
      run.fetch();
      return run;
    } catch (IOException | RuntimeException e) {
      run.close();
      throw e;
    }
  }

  private static void requireNothingElse(FarFolder far) {
    if (far.list("").stream().anyMatch(entry -> !entry.name().startsWith("."))) {
      throw new UserException(
          ExitCode.OUTPUT,
          far + " is not empty and was not written by gristmill; choose another --output");
    }
  }

  private void fetch() throws IOException {
    fetchFiles("");
    fetchFiles(TENSORBOARD);
    for (FarFolder.Entry entry : far.list(RunFolder.CHECKPOINTS)) {
      String name = RunFolder.CHECKPOINTS + "/" + entry.name();
      if (!entry.name().startsWith(".") && far.fetch(name, folder.resolve(name))) {
        published.add(name);
      }
    }
  }

  private void fetchFiles(String below) throws IOException {
    for (FarFolder.Entry entry : far.list(below)) {
      if (!entry.folder() && !entry.name().startsWith(".")) {
        Path file = folder.resolve(below).resolve(entry.name());
        Files.createDirectories(file.getParent());
        far.get(name(file), file);
        copied.put(name(file), state(file));
      }
    }
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public void begun(RunRecord record) {
    String first =
        far.read(RunFolder.RUN)
            .map(text -> Json.read(text, RunRecord.class))
            .filter(last -> !last.fingerprint().equals(record.fingerprint()))
            .map(last -> Json.write(RunLog.cleared(last)))
            .orElseGet(() -> Json.write(record));
    far.write(RunFolder.RUN, first);
    copied.remove(RunFolder.RUN);
    keep();
    clock.scheduleWithFixedDelay(this::show, WATCH_SECONDS, WATCH_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public synchronized void keep() {
    try {
      claim.ensureHeld();
      copyFiles();
      for (Path checkpoint : WholeFolder.list(folder.resolve(RunFolder.CHECKPOINTS))) {
        publish(checkpoint);
      }
      removeOthers(RunFolder.CHECKPOINTS);
      removeOthers(TENSORBOARD);
      removeOthers("");
      publish(folder.resolve(RunFolder.ADAPTER));
      publish(folder.resolve(RunFolder.MODEL));
      copy(folder.resolve(RunFolder.RUN));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What cannot be copied now may be later; {@link #keep} tells where it cannot. */
  private synchronized void show() {
    try {
      copyFiles();
    } catch (IOException | RuntimeException passing) {
      LOG.debug("{} is behind", far, passing);
    }
  }

  private void copyFiles() throws IOException {
    for (String below : List.of("", TENSORBOARD)) {
      for (Path file : WholeFolder.list(folder.resolve(below))) {
        if (Files.isRegularFile(file) && !file.equals(folder.resolve(RunFolder.RUN))) {
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
        far.put(file, name);
        copied.put(name, state);
      }
    } catch (NoSuchFileException replacedMeanwhile) {
      LOG.debug("{} is gone", file);
    }
  }

  private void publish(Path local) {
    String name = name(local);
    boolean visible = !local.getFileName().toString().startsWith(".");
    if (visible && Files.isDirectory(local) && !published.contains(name)) {
      far.publish(local, name);
      published.add(name);
    }
  }

  /** Hidden ones beside checkpoints are what is left of a kill; elsewhere one is the claim's. */
  private void removeOthers(String below) {
    for (FarFolder.Entry entry : far.list(below)) {
      Path local = folder.resolve(below).resolve(entry.name());
      boolean ours = below.equals(RunFolder.CHECKPOINTS) || !entry.name().startsWith(".");
      if (ours && !Files.exists(local)) {
        far.remove(name(local));
        published.remove(name(local));
      }
    }
  }

  private String name(Path file) {
    return folder.relativize(file).toString();
  }

  private static String state(Path file) throws IOException {
    return Files.size(file) + " " + Files.getLastModifiedTime(file);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "gristmill-far-run");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    clock.shutdown();
    try {
      clock.awaitTermination(1, TimeUnit.MINUTES);
      WholeFolder.delete(folder);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException left) {
      LOG.debug("{} stays", folder, left);
    } finally {
      claim.close();
    }
  }

  @Override
  public String toString() {
    return far.toString();
  }
}
