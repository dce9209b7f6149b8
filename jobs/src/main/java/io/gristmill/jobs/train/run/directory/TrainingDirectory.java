package io.gristmill.jobs.train.run.directory;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.train.file.AtomicFiles;
import io.gristmill.jobs.train.file.WriteFailure;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
 * progress.log    progress of a training on an executor
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

  public static final String PROGRESS = "progress.log";

  private static final String LOCK = ".lock";

  private final Path root;
  private final FileChannel lock;

  private TrainingDirectory(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /**
   * Creates the directory if missing and locks it until closed: with an operating system file lock,
   * which is released when the process ends for any reason.
   *
   * @throws UserException if another training holds it, or it cannot be written
   */
  public static TrainingDirectory acquire(Path root) {
    try {
      Files.createDirectories(root);
      FileChannel lock =
          FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!tryLock(lock)) {
        lock.close();
        throw new UserException(
            ExitCode.TRY_AGAIN,
            root
                + ": another training is running there; run the command again when it has ended,"
                + " or choose another --output");
      }
      return new TrainingDirectory(root, lock);
    } catch (IOException e) {
      throw WriteFailure.of(root, e);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException ofThisProcess) {
      return false;
    }
  }

  /**
   * Checks, without writing, that a run may use the directory.
   *
   * @param shown path to show in messages
   * @return the record of the run if it is already done
   * @throws UserException if the directory holds another run or other data
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
        || !AtomicFiles.list(root.resolve(CHECKPOINTS)).isEmpty()
        || Files.exists(root.resolve(MODEL));
  }

  private static void requireNothingElse(Path root) throws IOException {
    for (Path path : AtomicFiles.list(root)) {
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
        for (Path path : AtomicFiles.list(root)) {
          String name = path.getFileName().toString();
          if (!name.equals(RUN) && !name.startsWith(".")) {
            AtomicFiles.delete(path);
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
    AtomicFiles.write(
        root.resolve(RUN), partial -> Files.writeString(partial, JsonDocument.write(record)));
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
