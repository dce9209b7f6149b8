package io.gristmill.jobs.job;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;
import io.gristmill.manifest.StageRecord;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;

/**
 * The folder of one run.
 *
 * <pre>
 * run.json                 what ran, on what, with what outcome
 * rows/ rejects/ pairs/    the published tables
 * &lt;stage&gt;/                 files a stage publishes that are no table (export/)
 * overwrite.json           the run that is to replace a result, as long as it has not
 * stages/                  results of finished stages, to go on from after a failure
 * responses/               answers of models, paid for once
 * .work/                   unfinished business of the running attempt
 * .claim*                  whose the folder is, see {@link RunLock}
 * </pre>
 *
 * One run at a time writes here. Every published folder appears by one rename of a finished one,
 * and where there are tables, {@code run.json} is of the run that published them, or that was doing
 * so when it was killed: nobody else replaces them without being told to.
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

  /** The last finished or unfinished run of this folder. */
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

  /** Tells of a run that has published nothing yet; the record of another's tables stays. */
  void writeAttempt(RunRecord run) {
    boolean replaces =
        holdsTables()
            && lastRun().filter(last -> last.fingerprint().equals(run.fingerprint())).isEmpty();
    files.replace(new Path(root, replaces ? OVERWRITE : RUN), JsonDocument.write(run));
  }

  /**
   * Makes sure that a run with this fingerprint may use the folder; writes nothing.
   *
   * @return true when the folder already holds the finished result
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

  /** Makes the folder where it is not there yet. */
  void create() {
    files.makeFolder(root);
  }

  /** The record of a finished stage with this fingerprint, if all of its result is still there. */
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

  /** Where the tables of a finished stage lie. */
  Path stageFolder(int number, String name, String fingerprint) {
    return new Path(
        root, String.format(Locale.ROOT, STAGES + "/%02d-%s-%s", number, name, fingerprint));
  }

  /** Where a stage keeps what a later attempt can go on from. */
  Path checkpointFolder(int number, String name, String fingerprint) {
    return stageFolder(number, name, fingerprint).suffix(".parts");
  }

  /** Where the answers of models are kept. */
  Path responsesFolder() {
    return new Path(root, RESPONSES);
  }

  /** Publishes a stage's folder with its record; one that lost its files to a publication goes. */
  void publishStage(int number, StageRecord record, Path folder) {
    if (files.exists(new Path(folder, ARTIFACTS))) {
      files.overwrite(new Path(folder, HAS_ARTIFACTS), "");
    }
    files.replace(new Path(folder, STAGE), JsonDocument.write(record));
    replace(folder, stageFolder(number, record.name(), record.fingerprint()));
  }

  /**
   * Puts finished folders in their published places; older ones there go, and so do those of the
   * replaced run that have no counterpart. From the first step on the tables are this run's.
   *
   * @param results folders by the name they get
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

  /** Removes all unfinished business, that of killed runs too. */
  void cleanWork() {
    files.delete(new Path(root, WORK));
  }

  void removeStages() {
    files.delete(new Path(root, STAGES));
  }

  /** Whether anything is there but what runs leave before they publish. */
  private boolean holdsTables() {
    return files.list(root).stream()
        .map(status -> status.getPath().getName())
        .anyMatch(name -> !NOT_TABLES.contains(name) && !name.startsWith("."));
  }
}
