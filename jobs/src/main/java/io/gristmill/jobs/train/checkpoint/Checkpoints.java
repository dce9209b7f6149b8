package io.gristmill.jobs.train.checkpoint;

import io.gristmill.jobs.train.file.SafetensorsWriter;
import io.gristmill.jobs.train.loop.LoopState;
import io.gristmill.jobs.train.tracking.WriteFailure;
import io.gristmill.manifest.JsonDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The checkpoints of a run: the last one, and the one whose evaluation was the best so far.
 *
 * <pre>
 * step-0000000100/state.json              where the training stands
 * step-0000000100/weights.safetensors     what is trained, in 32 bits
 * step-0000000100/optimizer.safetensors   what AdamW remembers
 * </pre>
 *
 * A checkpoint appears whole, on the disk; the one before goes only then.
 */
public final class Checkpoints {

  private static final String STEP = "step-";

  private final Path directory;
  private final String fingerprint;

  /**
   * @param fingerprint of the run; checkpoints of another one are not looked at
   */
  public Checkpoints(Path folder, String fingerprint) {
    this.directory = folder;
    this.fingerprint = fingerprint;
  }

  /** What {@code state.json} holds. */
  record StateFile(String fingerprint, LoopState state) {}

  /** Where the training goes on, if it has got anywhere. */
  public Optional<Checkpoint> last() {
    try {
      Optional<Checkpoint> last = Optional.empty();
      for (Path path : AtomicDirectory.list(directory)) {
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

  /** The checkpoint of a step that has one: the last one's or the best one's. */
  public Checkpoint at(long step) {
    try {
      return readOwn(path(step)).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Keeps a training as it stands.
   *
   * @throws io.gristmill.check.UserException when it cannot be written; the one before stays
   */
  public void write(LoopState state, TrainableTensors trained) {
    Path place = path(state.step());
    try {
      AtomicDirectory.publish(
          place,
          partial -> {
            SafetensorsWriter.write(partial.resolve(Checkpoint.WEIGHTS), trained.weightsByName());
            SafetensorsWriter.write(
                partial.resolve(Checkpoint.OPTIMIZER), trained.optimizerState());
            Files.writeString(
                partial.resolve(Checkpoint.STATE),
                JsonDocument.write(new StateFile(fingerprint, state)));
          });
      removeOthers(state);
    } catch (IOException e) {
      throw WriteFailure.of(place, e);
    }
  }

  private void removeOthers(LoopState state) throws IOException {
    LoopState.Best best = state.best();
    for (Path path : AtomicDirectory.list(directory)) {
      boolean stays =
          path.equals(path(state.step())) || (best != null && path.equals(path(best.step())));
      if (!stays) {
        AtomicDirectory.remove(path);
      }
    }
  }

  private Path path(long step) {
    return directory.resolve(String.format(Locale.ROOT, STEP + "%010d", step));
  }
}
