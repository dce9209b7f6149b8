package io.gristmill.jobs.train.run;

import io.gristmill.config.Settings;
import io.gristmill.jobs.train.loop.Answers;
import io.gristmill.jobs.train.loop.LoopConfig;
import io.gristmill.jobs.train.run.settings.TrainingConfig;
import io.gristmill.jobs.train.watch.Training;
import io.gristmill.jobs.train.watch.Watcher;
import io.gristmill.jobs.train.watch.setup.Watchers;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What a training is looked at with, as its settings say. */
record JobOnlookers(String job, Settings settings, Source source, TrainingJob.Display display)
    implements TrainingRun.Onlookers {

  @Override
  public Watcher watcher(long step, LoopConfig loop) {
    Map<String, String> shown = new TreeMap<>();
    settings.toMap().forEach((key, value) -> show(key, value, shown));
    Path root = source.folder().root();
    Training training =
        new Training(job, String.valueOf(root.getFileName()), loop.updates(), shown);
    return Watchers.open(
        source.config().watch(), root, training, step, display.out(), display.terminal());
  }

  private void show(String key, Object value, Map<String, String> shown) {
    boolean own = key.startsWith(job + ".") && !key.startsWith(job + ".mlflow.");
    if (value != null && (own || key.equals("seed") || key.startsWith(TrainingConfig.DATA))) {
      shown.put(key, value.toString());
    }
  }

  @Override
  public Answers answers(Workshop shop) {
    return SampleAnswers.of(source, shop);
  }
}
