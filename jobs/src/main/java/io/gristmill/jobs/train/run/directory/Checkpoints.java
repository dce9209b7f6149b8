package io.gristmill.jobs.train.run.directory;

import io.gristmill.jobs.train.file.AtomicFiles;
import io.gristmill.jobs.train.file.SafetensorsWriter;
import io.gristmill.jobs.train.file.WriteFailure;
import io.gristmill.jobs.train.loop.LoopState;
import io.gristmill.manifest.JsonDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The checkpoints of a run: the last one, and that of the best evaluation so far.
 *
 * <pre>
 * step-0000000100/state.json              state of the training loop
 * step-0000000100/weights.safetensors     trained tensors, in fp32
 * step-0000000100/optimizer.safetensors   AdamW's first and second moments
 * </pre>
 *
 * A checkpoint appears atomically, when all of it is on disk; only then is the previous one
 * removed.
 *
 * @param fingerprint of the run; checkpoints of other runs are ignored
 */
public record Checkpoints(Path directory, String fingerprint) {

  private static final String STEP = "step-";

  /** Content of {@code state.json}. */
  record StateFile(String fingerprint, LoopState state) {}

  /** The checkpoint to resume from, if any. */
  public Optional<Checkpoint> last() {
    try {
      Optional<Checkpoint> last = Optional.empty();
      for (Path path : AtomicFiles.list(directory)) {
        Optional<Checkpoint> found = readOwn(path);
        last = found.isPresent() ? found : last; // names are in the order of steps
      }
      return last;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Checkpoint> readOwn(Path path) throws IOException {
    if (!path.getFileName().toString().startsWith(STEP)) {
      return Optional.empty();
    }
    StateFile file =
        JsonDocument.read(Files.readString(path.resolve(Checkpoint.STATE)), StateFile.class);
    return file.fingerprint().equals(fingerprint)
        ? Optional.of(new Checkpoint(path, file.state()))
        : Optional.empty();
  }

  /** The checkpoint of a step: of the last one, or of the best evaluation. */
  public Checkpoint at(long step) {
    try {
      return readOwn(path(step)).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a checkpoint and removes those that are no longer needed.
   *
   * @throws io.gristmill.check.UserException if it cannot be written; the previous one remains
   */
  public void write(LoopState state, TrainableTensors trained) {
    AtomicFiles.publish(
        path(state.step()),
        partial -> {
          SafetensorsWriter.write(partial.resolve(Checkpoint.WEIGHTS), trained.weightsByName());
          SafetensorsWriter.write(partial.resolve(Checkpoint.OPTIMIZER), trained.optimizerState());
          Files.writeString(
              partial.resolve(Checkpoint.STATE),
              JsonDocument.write(new StateFile(fingerprint, state)));
        });
    try {
      removeOthers(state);
    } catch (IOException e) {
      throw WriteFailure.of(directory, e);
    }
  }

  private void removeOthers(LoopState state) throws IOException {
    LoopState.Best best = state.best();
    for (Path path : AtomicFiles.list(directory)) {
      boolean stays =
          path.equals(path(state.step())) || (best != null && path.equals(path(best.step())));
      if (!stays) {
        AtomicFiles.remove(path);
      }
    }
  }

  private Path path(long step) {
    return directory.resolve(String.format(Locale.ROOT, STEP + "%010d", step));
  }
}
