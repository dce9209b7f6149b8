package io.gristmill.jobs.assembly;

import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.jobs.generate.PoolStage;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.manifest.RunRecord;
import io.gristmill.manifest.StageRecord;
import io.gristmill.recipe.selfinstruct.SelfInstruct;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;

/** Reads the record and the tasks of the run whose output is the input of this run. */
final class EarlierRun {

  private EarlierRun() {}

  /** The stages of the earlier run; empty unless the only input is a run directory. */
  static List<StageRecord> stages(Settings settings, Problems problems) {
    List<String> inputs = settings.reader("run", problems).texts("input");
    if (inputs.size() != 1) {
      return List.of();
    }
    HadoopFiles files = HadoopFiles.open();
    try {
      return files
          .read(new Path(files.qualify(inputs.get(0)), "run.json"))
          .map(text -> JsonDocument.read(text, RunRecord.class).stages())
          .orElse(List.of());
    } catch (IllegalArgumentException noRun) {
      return List.of(); // a run.json of another program
    }
  }

  /**
   * The directory with the tasks that the earlier run accepted.
   *
   * @throws UserException unless the only input is a run directory with tasks
   */
  static String tasks(Settings settings) {
    List<String> inputs = settings.reader("run", new Problems()).texts("input");
    HadoopFiles files = HadoopFiles.open();
    List<String> run = inputs.size() == 1 ? inputs : List.of();
    return run.stream()
        .flatMap(
            place ->
                Stream.of(PoolStage.NAME, SelfInstruct.NAME)
                    .map(stage -> new Path(files.qualify(place), stage + "/" + PoolStage.TASKS)))
        .filter(files::exists)
        .map(Path::toString)
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    ExitCode.INPUT,
                    "export.formats=[self-instruct] needs the run directory of \"gristmill generate"
                        + " --recipe self-instruct\" as its only input, was "
                        + String.join(", ", inputs)));
  }
}
