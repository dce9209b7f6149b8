package io.gristmill.jobs.train.run.directory;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.tracking.WriteFailure;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The run directory of a training, on a local disk.
 *
 * <pre>
 * run.json        settings, inputs and outcome
 * model/          the result, in Hugging Face's layout; appears when complete
 * adapter/        LoRA adapters in peft's format, if trained; appears when complete
 * checkpoints/    checkpoints to resume from
 * .lock           held by the running training
 * </pre>
 *
 * Metric loggers and {@link ReferenceLogProbFile} add files of their formats.
 */
public final class TrainingDirectory implements AutoCloseable {

  static final String RUN = "run.json";
  public static final String MODEL = "model";
  static final String ADAPTER = "adapter";
  static final String CHECKPOINTS = "checkpoints";

  private final Path root;
  private final DirectoryLock lock;

  private TrainingDirectory(Path root, DirectoryLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Creates the directory if missing and locks it until closed.
   *
   * @throws UserException if another training holds it, or it cannot be written
   */
  public static TrainingDirectory acquire(Path root) {
    try {
      Files.createDirectories(root);
      return new TrainingDirectory(root, DirectoryLock.acquire(root));
    } catch (IOException e) {
      throw WriteFailure.of(root, e);
    }
  }

  /**
   * Checks, without writing, that a run may use the directory.
   *
   * @return the record of the run if it is already done
   * @throws UserException if the directory holds another run or other data
   */
  public static Optional<RunRecord> findFinished(Path root, String fingerprint, boolean overwrite) {
    return findFinished(root, root, fingerprint, overwrite);
  }

  /**
   * The same check for a local copy.
   *
   * @param shown path to show in messages
   */
  public static Optional<RunRecord> findFinished(
      Path root, Object shown, String fingerprint, boolean overwrite) {
    try {
      Optional<RunRecord> last = readRecord(root);
      if (last.isEmpty()) {
        requireNothingElse(root);
        return Optional.empty();
      }
      boolean same = last.get().fingerprint().equals(fingerprint);
      if (!same && !overwrite && isWorthKeeping(root, last.get())) {
        throw new UserException(
            ExitCode.OUTPUT,
            String.format(
                "%s holds another run (%s %s, %s); choose another --output, or give --overwrite to"
                    + " remove it with its checkpoints",
                shown, last.get().job(), last.get().fingerprint(), last.get().outcome()));
      }
      return last.filter(record -> same && record.outcome().equals(RunRecord.DONE));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Whether the last run has results; a run without any may be replaced silently. */
  private static boolean isWorthKeeping(Path root, RunRecord last) throws IOException {
    return last.outcome().equals(RunRecord.DONE)
        || !AtomicDirectory.list(root.resolve(CHECKPOINTS)).isEmpty()
        || Files.exists(root.resolve(MODEL));
  }

  private static void requireNothingElse(Path root) throws IOException {
    for (Path path : AtomicDirectory.list(root)) {
      if (!path.getFileName().toString().startsWith(".")) {
        throw new UserException(
            ExitCode.OUTPUT,
            root + " is not empty and was not written by gristmill; choose another --output");
      }
    }
  }

  private static Optional<RunRecord> readRecord(Path root) throws IOException {
    Path file = root.resolve(RUN);
    try {
      return Optional.of(JsonDocument.read(Files.readString(file), RunRecord.class));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IllegalArgumentException | NullPointerException damaged) {
      throw new UserException(
          ExitCode.OUTPUT, file + " is damaged; remove it or choose another --output", damaged);
    }
  }

  /**
   * Records that a run starts or resumes. The files of another run are removed first; if the
   * process is killed meanwhile, the directory belongs to no run until that is done.
   */
  public void begin(RunRecord record) {
    try {
      Optional<RunRecord> last = readRecord(root);
      if (last.isPresent() && !last.get().fingerprint().equals(record.fingerprint())) {
        write(RunRecordFactory.overwritten(last.get()));
        for (Path path : AtomicDirectory.list(root)) {
          String name = path.getFileName().toString();
          if (!name.equals(RUN) && !name.startsWith(".")) {
            AtomicDirectory.delete(path);
          }
        }
      }
      write(record);
    } catch (IOException e) {
      throw WriteFailure.of(root, e);
    }
  }

  /** Replaces {@code run.json} atomically. */
  public void write(RunRecord record) {
    Path file = root.resolve(RUN);
    Path partial = root.resolve("." + RUN + ".partial");
    try {
      Files.writeString(partial, JsonDocument.write(record));
      try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.READ)) {
        channel.force(true);
      }
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw WriteFailure.of(file, e);
    }
  }

  public Path root() {
    return root;
  }

  public Path model() {
    return root.resolve(MODEL);
  }

  public Path adapter() {
    return root.resolve(ADAPTER);
  }

  public Path checkpoints() {
    return root.resolve(CHECKPOINTS);
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
