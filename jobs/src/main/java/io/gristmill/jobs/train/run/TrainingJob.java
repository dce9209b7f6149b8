package io.gristmill.jobs.train.run;

import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.io.RecordFiles;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.data.DataReport;
import io.gristmill.jobs.train.data.TrainingData;
import io.gristmill.jobs.train.loop.Answers;
import io.gristmill.jobs.train.loop.LoopConfig;
import io.gristmill.jobs.train.loop.LoopState;
import io.gristmill.jobs.train.model.Parameter;
import io.gristmill.jobs.train.run.folder.Fingerprint;
import io.gristmill.jobs.train.run.folder.RunFolder;
import io.gristmill.jobs.train.run.folder.RunLog;
import io.gristmill.jobs.train.run.settings.TrainingConfig;
import io.gristmill.jobs.train.run.start.ModelSource;
import io.gristmill.jobs.train.watch.Training;
import io.gristmill.jobs.train.watch.Watcher;
import io.gristmill.jobs.train.watch.setup.Watchers;
import io.gristmill.manifest.InputRecord;
import io.gristmill.manifest.RunRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A training as a command line asks for it, its settings checked and nothing else looked at: {@code
 * gristmill sft} and {@code gristmill dpo}.
 */
public final class TrainingJob {

  /** The subcommands. */
  public static final String SFT = Sft.JOB;

  public static final String DPO = Dpo.JOB;

  private final Kind kind;
  private final TrainingConfig config;
  private final List<String> input;
  private final Optional<String> output;
  private final Settings settings;

  private TrainingJob(Kind kind, Settings settings, Problems problems) {
    SettingsReader run = settings.reader("run", problems);
    this.kind = kind;
    this.config = TrainingConfig.read(kind.job(), kind.metrics(), settings, problems);
    this.input = run.texts("input");
    this.output = run.optionalText("output");
    this.settings = settings;
  }

  public static TrainingJob sft(Settings settings, Problems problems) {
    return new TrainingJob(new Sft(), settings, problems);
  }

  public static TrainingJob dpo(Settings settings, Problems problems) {
    return new TrainingJob(Dpo.read(settings, problems), settings, problems);
  }

  /**
   * Where progress goes.
   *
   * @param terminal chooses a bar over lines
   */
  public record Display(PrintStream out, boolean terminal) {}

  /**
   * What came of it.
   *
   * @param unchanged whether the folder held this very result before
   */
  public record Outcome(RunRecord record, Path folder, boolean unchanged) {}

  /** A training whose model and data are there. */
  public static final class Ready {
    private final TrainingJob job;
    private final ModelSource model;
    private final List<InputRecord> files;

    private Ready(TrainingJob job, ModelSource model, List<InputRecord> files) {
      this.job = job;
      this.model = model;
      this.files = files;
    }

    /** What is there, for a person. */
    public List<String> describe() {
      List<String> lines = new ArrayList<>();
      long trained = count(model.trainable());
      lines.add(
          String.format(
              "model   %s, %s, %,d of %,d parameters trained",
              model.directory().path(),
              model.fresh() ? "from scratch" : model.config().family().architecture(),
              trained,
              count(model.parameters())));
      files.stream()
          .filter(file -> !file.format().equals(ModelSource.FORMAT))
          .forEach(file -> lines.add("data    " + file.path() + ", " + file.format()));
      return lines;
    }

    private static long count(List<Parameter> parameters) {
      return parameters.stream().mapToLong(parameter -> parameter.shape().elements()).sum();
    }

    /**
     * Trains, goes on with a training, or finds it done.
     *
     * @param version of the program
     * @throws UserException when the folder holds something else or another training is at work
     */
    public Outcome run(String version, boolean overwrite, Display display) throws IOException {
      return job.run(model, files, version, overwrite, display);
    }
  }

  /**
   * Looks at model and data; nothing is written.
   *
   * @throws UserException when one of them cannot be used
   */
  public Ready look() throws IOException {
    if (input.isEmpty()) {
      throw new UserException(ExitCode.USAGE, "name what to read: --input PATH...");
    }
    if (output.isEmpty()) {
      throw new UserException(ExitCode.USAGE, "name the run directory: --output DIR");
    }
    ModelSource model = ModelSource.open(config.model());
    TrainingRun.check(config, model);
    try (Tokenizer tokenizer = Tokenizer.open(model.directory().path())) {
      TrainingData data = new TrainingData(config.data(), Source.tokens(model, tokenizer));
      config.evaluation().prompts().forEach(data::prompt); // both say what does not suit
    }
    List<InputRecord> files = new ArrayList<>(model.files());
    files.addAll(RecordFiles.of(input).records());
    if (!config.evaluation().data().isEmpty()) {
      files.addAll(RecordFiles.of(config.evaluation().data()).records());
    }
    return new Ready(this, model, files);
  }

  private Outcome run(
      ModelSource model,
      List<InputRecord> files,
      String version,
      boolean overwrite,
      Display display)
      throws IOException {
    Path place = Path.of(output.orElseThrow());
    String fingerprint =
        Fingerprint.of(
            version, List.of(kind.job(), TrainingConfig.DATA), settings, config.seed(), files);
    Optional<RunRecord> before = RunFolder.finished(place, fingerprint, overwrite);
    if (before.isPresent()) {
      return new Outcome(before.get(), place, true);
    }
    try (RunFolder folder = RunFolder.take(place)) {
      Optional<RunRecord> meanwhile = RunFolder.finished(place, fingerprint, overwrite);
      if (meanwhile.isPresent()) {
        return new Outcome(meanwhile.get(), place, true);
      }
      RunLog log = RunLog.start(version, kind.job(), fingerprint, settings.toMap(), files);
      folder.begin(log.running());
      return new Outcome(train(log, model, folder, display), place, false);
    }
  }

  private RunRecord train(RunLog log, ModelSource model, RunFolder folder, Display display)
      throws IOException {
    try (Tokenizer tokenizer = Tokenizer.open(model.directory().path())) {
      Source source = new Source(config, model, input, Source.tokens(model, tokenizer), folder);
      Kind.Loaded loaded = kind.load(source);
      display.out().println(loaded.report().line());
      TrainingRun run = new TrainingRun(config, model, loaded.task());
      LoopState end = run.train(folder, log.fingerprint(), onlookers(source, display));
      RunRecord done = log.done(counts(loaded.report()), end, facts(model));
      folder.write(done);
      return done;
    } catch (IOException | RuntimeException failure) {
      note(folder, log.failed(String.valueOf(failure.getMessage())));
      throw failure;
    }
  }

  private TrainingRun.Onlookers onlookers(Source source, Display display) {
    return new TrainingRun.Onlookers() {
      @Override
      public Watcher watcher(long step, LoopConfig loop) {
        return watchers(source.folder(), step, loop, display);
      }

      @Override
      public Answers answers(Workshop shop) {
        return SampleAnswers.of(source, shop);
      }
    };
  }

  private Watcher watchers(RunFolder folder, long step, LoopConfig loop, Display display) {
    Map<String, String> shown = new TreeMap<>();
    settings.toMap().forEach((key, value) -> show(key, value, shown));
    Training training =
        new Training(
            kind.job(), String.valueOf(folder.root().getFileName()), loop.updates(), shown);
    return Watchers.open(
        config.watch(), folder.root(), training, step, display.out(), display.terminal());
  }

  private void show(String key, Object value, Map<String, String> shown) {
    boolean own = key.startsWith(kind.job() + ".") && !key.contains(".watch.");
    if (value != null && (own || key.equals("seed") || key.startsWith(TrainingConfig.DATA))) {
      shown.put(key, value.toString());
    }
  }

  private static RunRecord.Counts counts(DataReport report) {
    long dropped = report.dropped().values().stream().mapToLong(Long::longValue).sum();
    return new RunRecord.Counts(report.rows(), report.kept(), dropped, report.dropped());
  }

  private Map<String, Object> facts(ModelSource model) {
    Map<String, Object> facts = new TreeMap<>();
    facts.put("parameters", Ready.count(model.parameters()));
    facts.put("trained-parameters", Ready.count(model.trainable()));
    return facts;
  }

  /** What cannot be written then is not worth a second error. */
  private static void note(RunFolder folder, RunRecord failed) {
    try {
      folder.write(failed);
    } catch (UserException ignored) {
      // The first failure is the one that is told.
    }
  }
}
