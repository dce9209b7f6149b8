package io.gristmill.jobs.job;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.manifest.Json;
import io.gristmill.manifest.RunRecord;
import io.gristmill.manifest.StageRecord;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * The folder of one run.
 *
 * <pre>
 * run.json                 what ran, on what, with what outcome
 * rows/ rejects/ pairs/    the published tables
 * &lt;stage&gt;/                 files a stage publishes that are no table (export/)
 * stages/                  results of finished stages, to go on from after a failure
 * .work/                   unfinished business of running attempts
 * </pre>
 *
 * Every published folder appears by one rename of a finished one, so two runs on the same folder
 * cannot mix: the later one finds the place taken and follows, or is refused.
 */
final class RunDirectory {

  static final String RUN = "run.json";
  static final String ROWS = "rows";
  static final String REJECTS = "rejects";
  static final String PAIRS = "pairs";
  private static final String STAGE = "stage.json";

  private final HadoopFiles files;
  private final Path root;
  private final Path work;

  RunDirectory(HadoopFiles files, String output) {
    this.files = files;
    this.root = files.qualify(output);
    this.work = new Path(root, ".work/" + HadoopFiles.unique());
  }

  Path root() {
    return root;
  }

  Path published(String name) {
    return new Path(root, name);
  }

  Path work(String name) {
    return new Path(work, name);
  }

  /** The last finished or unfinished run of this folder. */
  Optional<RunRecord> lastRun() {
    try {
      return files.read(new Path(root, RUN)).map(text -> Json.read(text, RunRecord.class));
    } catch (IllegalArgumentException damaged) {
      throw new UserException(
          ExitCode.OUTPUT,
          new Path(root, RUN) + " is damaged; remove it or choose another --output",
          damaged);
    }
  }

  void writeRun(RunRecord run) {
    files.replace(new Path(root, RUN), Json.write(run));
  }

  /**
   * Makes sure that a run with this fingerprint may use the folder; writes nothing.
   *
   * @return true when the folder already holds the finished result
   */
  boolean holdsResult(String fingerprint, boolean overwrite) {
    Optional<RunRecord> last = lastRun();
    if (last.isEmpty()) {
      if (holdsForeignFiles()) {
        throw new UserException(
            ExitCode.OUTPUT,
            root + " is not empty and was not written by gristmill; choose another --output");
      }
      return false;
    }
    if (last.get().outcome().equals(RunRecord.DONE)) {
      if (last.get().fingerprint().equals(fingerprint)) {
        return true;
      }
      if (!overwrite) {
        throw new UserException(
            ExitCode.OUTPUT,
            root
                + " holds the result of another run ("
                + last.get().job()
                + " "
                + last.get().fingerprint()
                + "); choose another --output, or give --overwrite to replace it");
      }
    }
    return false;
  }

  /** Makes the folder where it is not there yet. */
  void create() {
    files.makeFolder(root);
  }

  /** The record of a finished stage with this fingerprint. */
  Optional<StageRecord> finished(int number, String name, String fingerprint) {
    return files
        .read(new Path(stage(number, name, fingerprint), STAGE))
        .map(text -> Json.read(text, StageRecord.class));
  }

  /** Where the tables of a finished stage lie. */
  Path stage(int number, String name, String fingerprint) {
    return new Path(
        root, String.format(Locale.ROOT, "stages/%02d-%s-%s", number, name, fingerprint));
  }

  /** Publishes a stage's folder with its record; where somebody was first, theirs stays. */
  void publishStage(int number, StageRecord record, Path folder) {
    files.replace(new Path(folder, STAGE), Json.write(record));
    if (!files.move(folder, stage(number, record.name(), record.fingerprint()))) {
      files.delete(folder);
    }
  }

  /** Puts a finished folder in its published place; an older one there goes. */
  void publish(Path folder, String name) {
    Path place = published(name);
    if (files.exists(place)) {
      files.move(place, work("replaced-" + name));
    }
    if (!files.move(folder, place)) {
      throw new UserException(
          ExitCode.TRY_AGAIN,
          place + ": another run published here at the same moment; run the command again");
    }
  }

  /** Removes a published folder that this run has no counterpart for. */
  void withdraw(String name) {
    files.delete(published(name));
  }

  /** Removes this attempt's unfinished business. */
  void cleanWork() {
    files.delete(work);
    Path all = new Path(root, ".work");
    if (files.list(all).isEmpty()) {
      files.delete(all);
    }
  }

  void removeStages() {
    files.delete(new Path(root, "stages"));
    files.delete(new Path(root, ".work"));
  }

  private boolean holdsForeignFiles() {
    return files.list(root).stream()
        .map(status -> status.getPath().getName())
        .anyMatch(name -> !name.equals("stages") && !name.startsWith("."));
  }
}
