package io.gristmill.jobs.train.run;

import io.gristmill.config.Settings;
import io.gristmill.jobs.train.loop.LoopConfig;
import io.gristmill.jobs.train.loop.SampleGenerator;
import io.gristmill.jobs.train.tracking.MetricLoggers;
import io.gristmill.jobs.train.tracking.RunInfo;
import io.gristmill.jobs.train.tracking.TrainingCallback;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Opens the metric loggers and the sample generator of a run according to its settings. */
record JobCallbacks(String job, Settings settings, RunData source, TrainingJob.Display display)
    implements TrainingRun.CallbackFactory {

  @Override
  public TrainingCallback openCallback(long step, LoopConfig loop) {
    Map<String, String> shown = new TreeMap<>();
    settings.toMap().forEach((key, value) -> show(key, value, shown));
    Path root = source.folder().root();
    RunInfo training = new RunInfo(job, String.valueOf(root.getFileName()), loop.maxSteps(), shown);
    return MetricLoggers.open(
        source.config().tracking(), root, training, step, display.out(), display.terminal());
  }

  private void show(String key, Object value, Map<String, String> shown) {
    boolean own = key.startsWith(job + ".") && !key.startsWith(job + ".mlflow.");
    if (value != null && (own || key.equals("seed") || key.startsWith(TrainingConfig.DATA))) {
      shown.put(key, value.toString());
    }
  }

  @Override
  public SampleGenerator sampleGenerator(TrainingState state) {
    return GreedySamples.of(source, state);
  }
}
