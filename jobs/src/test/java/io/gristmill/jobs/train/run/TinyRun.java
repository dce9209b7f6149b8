package io.gristmill.jobs.train.run;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.jobs.train.data.PairSource;
import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.loop.LoopConfig;
import io.gristmill.jobs.train.loop.LoopState;
import io.gristmill.jobs.train.model.PreferenceLoss;
import io.gristmill.jobs.train.run.TrainingMethod.ObjectiveFactory;
import io.gristmill.jobs.train.run.directory.ReferenceLogProbFile;
import io.gristmill.jobs.train.run.directory.TrainingDirectory;
import io.gristmill.jobs.train.testing.Fixtures;
import io.gristmill.jobs.train.tracking.Samples;
import io.gristmill.jobs.train.tracking.Samples.Sample;
import io.gristmill.jobs.train.tracking.StepMetrics;
import io.gristmill.jobs.train.tracking.StepMetrics.Split;
import io.gristmill.jobs.train.tracking.TrainingCallback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A training of a tiny model in a directory, with its logged metrics. */
final class TinyRun {

  private static final String FINGERPRINT = "0123456789abcdef";

  private final Path folder;
  private final TrainingConfig config;
  private final ObjectiveFactory objectiveFactory;
  private final List<StepMetrics> logged = new ArrayList<>();
  private long interruptAt = Long.MAX_VALUE;

  private TinyRun(Path folder, TrainingConfig config, ObjectiveFactory objectiveFactory) {
    this.folder = folder;
    this.config = config;
    this.objectiveFactory = objectiveFactory;
  }

  /** Fine-tuning with metrics at every step; settings are those of the block {@code sft}. */
  static TinyRun sft(Path folder, ObjectiveFactory objectiveFactory, String... settings) {
    return new TinyRun(folder, config("sft", settings), objectiveFactory);
  }

  /** Fine-tuning on 24 examples in micro-batches of 2, evaluated on the first 8. */
  static TinyRun sft(Path folder, String... settings) {
    return sft(
        folder,
        new Sft.Data(TinyData.examples(24, 2), Optional.of(TinyData.examples(8, 4))),
        settings);
  }

  /** Preference optimization on 12 pairs in micro-batches of 2, evaluated on the first 4. */
  static TinyRun dpo(Path folder, String... settings) {
    ObjectiveFactory objectiveFactory =
        new Dpo.Data(
            pairs(12, folder.resolve("reference-train.jsonl")),
            Optional.of(pairs(4, folder.resolve("reference-eval.jsonl"))),
            PreferenceLoss.DEFAULT);
    return new TinyRun(folder, config("dpo", settings), objectiveFactory);
  }

  private static Dpo.PairData pairs(int count, Path reference) {
    PairSource source = TinyData.pairs(count, 2);
    List<String> ids = IntStream.range(0, count).mapToObj(i -> "pair-" + i).toList();
    return new Dpo.PairData(
        source, source, ids, Optional.empty(), new ReferenceLogProbFile(reference));
  }

  private static TrainingConfig config(String job, String... settings) {
    List<String> all = new ArrayList<>();
    all.add(job + ".model=none");
    all.add(job + ".device=cpu");
    all.add(job + ".threads=1");
    all.add(job + ".logging-steps=1");
    all.add(job + ".learning-rate=0.01");
    for (String setting : settings) {
      all.add(job + "." + setting);
    }
    Problems problems = new Problems();
    TrainingConfig config =
        TrainingConfig.read(job, List.of("loss"), Settings.load(null, all, problems), problems);
    problems.throwIfAny();
    return config;
  }

  /**
   * Throws an exception when the metrics of this step are logged, after the update of the weights.
   */
  TinyRun failAt(long step) {
    interruptAt = step;
    return this;
  }

  static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  LoopState run() {
    try {
      ModelDirectory directory = ModelDirectory.open(Fixtures.model("llama3"));
      ModelSource source =
          new ModelSource(
              directory,
              false,
              config.model().withDropout(directory.config()),
              config.model().lora());
      TrainingRun.check(config, source);
      try (TrainingDirectory output = TrainingDirectory.acquire(folder)) {
        return new TrainingRun(config, source, objectiveFactory)
            .train(output, FINGERPRINT, new RecordingCallbacks(), () -> {});
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Hashes of the model, the checkpoints and the reference log-probabilities. */
  Map<String, String> files() {
    return FileBytes.hashes(folder);
  }

  /** The logged metrics without times. */
  List<StepMetrics> logged() {
    return logged;
  }

  List<Double> values(Split split, String name) {
    return logged.stream()
        .filter(metrics -> metrics.split() == split)
        .map(metrics -> metrics.values().get(name))
        .toList();
  }

  private final class RecordingCallbacks implements TrainingRun.CallbackFactory {
    @Override
    public TrainingCallback openCallback(long step, LoopConfig loop) {
      return new RecordingCallback();
    }

    @Override
    public Supplier<List<Sample>> sampleGenerator(TrainingState state) {
      return List::of;
    }
  }

  private final class RecordingCallback implements TrainingCallback {
    @Override
    public void onMetrics(StepMetrics metrics) {
      Map<String, Double> timeless = new LinkedHashMap<>(metrics.values());
      timeless.remove("tokens_per_second");
      logged.add(new StepMetrics(metrics.step(), metrics.split(), timeless));
      if (metrics.step() == interruptAt) {
        throw new Interrupted();
      }
    }

    @Override
    public void onSamples(Samples samples) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
