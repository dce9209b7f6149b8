package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.job.HadoopFiles;
import io.gristmill.jobs.job.Sessions;
import io.gristmill.manifest.Json;
import io.gristmill.manifest.RunRecord;
import io.gristmill.manifest.StageRecord;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** The run whose result is the input of this one. */
final class EarlierRun {

  private EarlierRun() {}

  /** What it did, where the whole input is one run directory; else nothing. */
  static List<StageRecord> stages(Settings settings, Problems problems) {
    List<String> inputs = settings.reader("run", problems).texts("input");
    if (inputs.size() != 1) {
      return List.of();
    }
    HadoopFiles files = new HadoopFiles(Sessions.hadoopConfiguration());
    try {
      return files
          .read(new Path(files.qualify(inputs.get(0)), "run.json"))
          .map(text -> Json.read(text, RunRecord.class).stages())
          .orElse(List.of());
    } catch (IllegalArgumentException noRun) {
      return List.of(); // a file of that name that is not ours
    }
  }
}
