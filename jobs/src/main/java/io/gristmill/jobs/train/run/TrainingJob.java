package io.gristmill.jobs.train.run;

import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.io.RecordFiles;
import io.gristmill.jobs.job.FarFolder;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.data.DataReport;
import io.gristmill.jobs.train.data.TrainingData;
import io.gristmill.jobs.train.loop.LoopState;
import io.gristmill.jobs.train.model.Parameter;
import io.gristmill.jobs.train.run.folder.Fingerprint;
import io.gristmill.jobs.train.run.folder.ProgressFile;
import io.gristmill.jobs.train.run.folder.RunFolder;
import io.gristmill.jobs.train.run.folder.RunLog;
import io.gristmill.jobs.train.run.folder.RunPlace;
import io.gristmill.jobs.train.run.settings.PlacementSettings;
import io.gristmill.jobs.train.run.settings.TrainingConfig;
import io.gristmill.jobs.train.run.start.ModelSource;
import io.gristmill.jobs.train.run.start.WorkFolder;
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
  private final PlacementSettings placement;
  private final List<String> input;
  private final Optional<String> output;
  private final Settings settings;

  private TrainingJob(Kind kind, Settings settings, Problems problems) {
    SettingsReader run = settings.reader("run", problems);
    this.kind = kind;
    this.config = TrainingConfig.read(kind.job(), kind.metrics(), settings, problems);
    this.placement = PlacementSettings.read(settings.reader(kind.job(), problems));
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
   * @param logged begins {@code progress.log} in the folder of the run, where everything goes then
   */
  public record Display(PrintStream out, boolean terminal, List<String> logged) {

    public Display(PrintStream out, boolean terminal) {
      this(out, terminal, List.of());
    }

    /** The same for a training in a folder; to be closed if it is another one. */
    Display in(Path folder) throws IOException {
      if (logged.isEmpty()) {
        return this;
      }
      PrintStream log = ProgressFile.open(folder);
      logged.forEach(log::println);
      return new Display(log, false);
    }
  }

  /**
   * What came of it.
   *
   * @param place of the run, as the user names it
   * @param unchanged whether the folder held this very result before
   */
  public record Outcome(RunRecord record, String place, boolean unchanged) {

    /** The place, where it is local. */
    public Path folder() {
      return FarFolder.near(place);
    }

    /** Where the model is. */
    public String model() {
      return place + (place.endsWith("/") ? "" : "/") + RunFolder.MODEL;
    }
  }

  /** The subcommand. */
  public String name() {
    return kind.job();
  }

  /** The run directory. */
  public Optional<String> output() {
    return output;
  }

  /** What it is to run on. */
  public String device() {
    return config.machine().device();
  }

  /** Which process is to train; {@link Ready#run} does so in this one whatever it says. */
  public PlacementSettings placement() {
    return placement;
  }

  /** The same job for another process, which may be in another folder of another machine. */
  public PortableJob portable() {
    return PortableJob.of(kind.job(), settings, input, config, output);
  }

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
              job.config.model().folder(),
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
     * Trains in this process, goes on with a training, or finds it done.
     *
     * @param version of the program
     * @throws UserException when the folder holds something else or another training is at work
     */
    public Outcome run(String version, boolean overwrite, Display display) throws IOException {
      return job.run(model, files, version, overwrite, display);
    }
  }

  /**
   * @throws UserException where it is not said what to read or to write
   */
  public void requirePaths() {
    if (input.isEmpty()) {
      throw new UserException(ExitCode.USAGE, "name what to read: --input PATH...");
    }
    if (output.isEmpty()) {
      throw new UserException(ExitCode.USAGE, "name the run directory: --output DIR");
    }
  }

  /**
   * Looks at model and data; nothing is written.
   *
   * @throws UserException when one of them cannot be used
   */
  public Ready look() throws IOException {
    requirePaths();
    Path folder = WorkFolder.of(placement.folder()).model(config.model().folder());
    ModelSource model = ModelSource.open(config.model(), folder);
    TrainingRun.check(config, model);
    try (Tokenizer tokenizer = Tokenizer.open(model.directory().path())) {
      TrainingData data = new TrainingData(config.data(), Source.tokens(model, tokenizer));
      config.evaluation().prompts().forEach(data::promptTokens); // both say what does not suit
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
    String named = output.orElseThrow();
    String fingerprint =
        Fingerprint.of(
            version, List.of(kind.job(), TrainingConfig.DATA), settings, config.seed(), files);
    Path work = WorkFolder.of(placement.folder()).run(named);
    try (RunPlace place = RunPlace.open(named, work, kind.job(), display.out()::println)) {
      Optional<RunRecord> before = finished(place, fingerprint, overwrite);
      if (before.isPresent()) {
        return new Outcome(before.get(), named, true);
      }
      try (RunFolder folder = RunFolder.take(place.folder())) {
        Optional<RunRecord> meanwhile = finished(place, fingerprint, overwrite);
        if (meanwhile.isPresent()) {
          return new Outcome(meanwhile.get(), named, true);
        }
        RunLog log = RunLog.start(version, kind.job(), fingerprint, settings.toMap(), files);
        folder.begin(log.running());
        place.begun(log.running());
        return new Outcome(train(log, model, folder, place, display), named, false);
      }
    }
  }

  private Optional<RunRecord> finished(RunPlace place, String fingerprint, boolean overwrite) {
    return RunFolder.finished(place.folder(), output.orElseThrow(), fingerprint, overwrite);
  }

  private RunRecord train(
      RunLog log, ModelSource model, RunFolder folder, RunPlace place, Display display)
      throws IOException {
    Display shown = display.in(folder.root());
    try (Tokenizer tokenizer = Tokenizer.open(model.directory().path())) {
      Source source = new Source(config, model, input, Source.tokens(model, tokenizer), folder);
      Kind.Loaded loaded = kind.load(source);
      shown.out().println(loaded.report().line());
      TrainingRun run = new TrainingRun(config, model, loaded.task());
      JobOnlookers onlookers = new JobOnlookers(kind.job(), settings, source, shown);
      LoopState end = run.train(folder, log.fingerprint(), onlookers, place::keep);
      RunRecord done = log.done(counts(loaded.report()), end, facts(model));
      folder.write(done);
      place.keep();
      return done;
    } catch (IOException | RuntimeException failure) {
      note(folder, place, log.failed(String.valueOf(failure.getMessage())));
      throw failure;
    } finally {
      if (shown != display) {
        shown.out().close();
      }
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
  private static void note(RunFolder folder, RunPlace place, RunRecord failed) {
    try {
      folder.write(failed);
      place.keep();
    } catch (RuntimeException ignored) {
      // The first failure is the one that is told.
    }
  }
}
