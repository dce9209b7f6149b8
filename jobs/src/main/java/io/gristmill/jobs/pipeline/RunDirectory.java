package io.gristmill.jobs.pipeline;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.storage.RunLock;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;
import io.gristmill.manifest.StageRecord;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The directory of one run.
 *
 * <pre>
 * run.json                 settings, inputs, outcome and counts of the run
 * rows/ rejects/ pairs/    the published tables
 * &lt;stage&gt;/                 published files of a stage that are no table (export/)
 * overwrite.json           the run that is replacing another result, until it has published
 * stages/                  results of finished stages, to resume from after a failure
 * responses/               model responses, paid for once
 * .work/                   temporary files of the running attempt
 * .claim*                  the lock of the directory, see {@link RunLock}
 * </pre>
 *
 * One run at a time writes here. Every published folder appears by one rename of a finished one.
 * Where there are tables, {@code run.json} belongs to the run that published them or was killed
 * while publishing; only {@code --overwrite} lets another run replace them.
 */
final class RunDirectory {

  static final String RUN = "run.json";
  static final String ROWS = "rows";
  static final String REJECTS = "rejects";
  static final String PAIRS = "pairs";
  static final String ARTIFACTS = "artifacts";
  private static final String STAGE = "stage.json";
  private static final String HAS_ARTIFACTS = "has-artifacts"; // they leave when published
  private static final String STAGES = "stages";
  private static final String RESPONSES = "responses";
  private static final String WORK = ".work";
  private static final String OVERWRITE = "overwrite.json";
  private static final Set<String> NOT_TABLES = Set.of(RUN, OVERWRITE, STAGES, RESPONSES);

  private final HadoopFiles files;
  private final Path root;
  private final Path work;

  RunDirectory(HadoopFiles files, String output) {
    this.files = files;
    this.root = files.qualify(output);
    this.work = new Path(root, WORK + "/" + HadoopFiles.unique());
  }

  Path root() {
    return root;
  }

  Path resultFolder(String name) {
    return new Path(root, name);
  }

  Path workFolder(String name) {
    return new Path(work, name);
  }

  /** The record of the last run, finished or not. */
  Optional<RunRecord> lastRun() {
    try {
      return files.read(new Path(root, RUN)).map(text -> JsonDocument.read(text, RunRecord.class));
    } catch (IllegalArgumentException damaged) {
      throw new UserException(
          ExitCode.OUTPUT,
          new Path(root, RUN) + " is damaged; remove it or choose another --output",
          damaged);
    }
  }

  void writeRun(RunRecord run) {
    files.replace(new Path(root, RUN), JsonDocument.write(run));
  }

  /**
   * Writes the record of a run that has published nothing yet; the record of another run's tables
   * stays.
   */
  void writeAttempt(RunRecord run) {
    boolean replaces =
        holdsTables()
            && lastRun().filter(last -> last.fingerprint().equals(run.fingerprint())).isEmpty();
    files.replace(new Path(root, replaces ? OVERWRITE : RUN), JsonDocument.write(run));
  }

  /**
   * Checks that a run with this fingerprint may use the directory; writes nothing.
   *
   * @return true when the directory already holds its finished result
   * @throws UserException when the directory holds something else and {@code overwrite} is false
   */
  boolean holdsResult(String fingerprint, boolean overwrite) {
    Optional<RunRecord> last = lastRun();
    if (last.isEmpty()) {
      if (holdsTables()) {
        throw new UserException(
            ExitCode.OUTPUT,
            root + " is not empty and was not written by gristmill; choose another --output");
      }
      return false;
    }
    boolean done = last.get().outcome().equals(RunRecord.DONE);
    if (last.get().fingerprint().equals(fingerprint)) {
      return done;
    }
    if (!overwrite && (done || holdsTables())) {
      throw new UserException(
          ExitCode.OUTPUT,
          root
              + " holds the result of another run ("
              + last.get().job()
              + " "
              + last.get().fingerprint()
              + "); choose another --output, or give --overwrite to replace it");
    }
    return false;
  }

  void create() {
    files.makeFolder(root);
  }

  /** The record of a finished stage with this fingerprint, when all of its result still exists. */
  Optional<StageRecord> finishedStage(int number, String name, String fingerprint) {
    Path stage = stageFolder(number, name, fingerprint);
    return files
        .read(new Path(stage, STAGE))
        .map(text -> JsonDocument.read(text, StageRecord.class))
        .filter(
            record ->
                !files.exists(new Path(stage, HAS_ARTIFACTS))
                    || files.exists(new Path(stage, ARTIFACTS)));
  }

  Path stageFolder(int number, String name, String fingerprint) {
    return new Path(
        root, String.format(Locale.ROOT, STAGES + "/%02d-%s-%s", number, name, fingerprint));
  }

  /** The folder of a stage's checkpoints, for later attempts. */
  Path checkpointFolder(int number, String name, String fingerprint) {
    return stageFolder(number, name, fingerprint).suffix(".parts");
  }

  Path responsesFolder() {
    return new Path(root, RESPONSES);
  }

  /**
   * Publishes the folder of a stage with its record; replaces one whose artifacts were moved by a
   * publication.
   */
  void publishStage(int number, StageRecord record, Path folder) {
    if (files.exists(new Path(folder, ARTIFACTS))) {
      files.overwrite(new Path(folder, HAS_ARTIFACTS), "");
    }
    files.replace(new Path(folder, STAGE), JsonDocument.write(record));
    replace(folder, stageFolder(number, record.name(), record.fingerprint()));
  }

  /**
   * Publishes finished folders. Older ones are replaced, and folders of the earlier run that have
   * no counterpart are removed. The tables belong to this run as soon as the first folder is
   * replaced.
   *
   * @param results the folders by their published names
   */
  void publish(Map<String, Path> results, RunRecord run) {
    Set<String> earlier = new TreeSet<>(Set.of(PAIRS));
    lastRun().ifPresent(last -> last.stages().forEach(stage -> earlier.add(stage.name())));
    writeRun(run);
    files.delete(new Path(root, OVERWRITE));
    results.forEach((name, folder) -> replace(folder, resultFolder(name)));
    earlier.removeAll(results.keySet());
    earlier.forEach(name -> files.delete(resultFolder(name)));
  }

  private void replace(Path folder, Path place) {
    if (files.exists(place)) {
      files.move(place, workFolder("replaced-" + place.getName()));
    }
    if (!files.move(folder, place)) {
      throw new UserException(
          ExitCode.TRY_AGAIN,
          place + ": another run published here at the same moment; run the command again");
    }
  }

  /**
   * Removes the temporary files of all attempts, also of those killed while they wrote run.json.
   */
  void cleanWork() {
    files.delete(new Path(root, WORK));
    files.list(root).stream()
        .map(FileStatus::getPath)
        .filter(path -> path.getName().startsWith("." + RUN + "."))
        .forEach(files::delete);
  }

  void removeStages() {
    files.delete(new Path(root, STAGES));
  }

  /** Whether the directory holds anything besides what runs write before they publish. */
  private boolean holdsTables() {
    return files.list(root).stream()
        .map(status -> status.getPath().getName())
        .anyMatch(name -> !NOT_TABLES.contains(name) && !name.startsWith("."));
  }
}
