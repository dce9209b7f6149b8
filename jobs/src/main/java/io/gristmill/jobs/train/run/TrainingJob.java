package io.gristmill.jobs.train.run;

import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.io.RecordFiles;
import io.gristmill.jobs.storage.RemoteDirectory;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.data.DataReport;
import io.gristmill.jobs.train.data.TrainingData;
import io.gristmill.jobs.train.loop.LoopState;
import io.gristmill.jobs.train.model.Parameter;
import io.gristmill.jobs.train.run.directory.Fingerprint;
import io.gristmill.jobs.train.run.directory.RunLocation;
import io.gristmill.jobs.train.run.directory.RunRecordFactory;
import io.gristmill.jobs.train.run.directory.TrainingDirectory;
import io.gristmill.jobs.train.tracking.MetricsLog;
import io.gristmill.manifest.InputRecord;
import io.gristmill.manifest.RunRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A training job, {@code gristmill sft} or {@code gristmill dpo}, with its settings checked. {@link
 * #prepare} then checks model and data, and {@link Prepared#run} trains.
 */
public final class TrainingJob {

  public static final String SFT = Sft.JOB;

  public static final String DPO = Dpo.JOB;

  private final TrainingMethod method;
  private final TrainingConfig config;
  private final PlacementSettings placement;
  private final List<String> input;
  private final Optional<String> output;
  private final Settings settings;

  private TrainingJob(TrainingMethod method, Settings settings, Problems problems) {
    SettingsReader run = settings.reader("run", problems);
    this.method = method;
    this.config = TrainingConfig.read(method.job(), method.metrics(), settings, problems);
    this.placement = PlacementSettings.read(settings.reader(method.job(), problems));
    this.input = run.texts("input");
    this.output = run.optionalText("output");
    this.settings = settings;
  }

  /**
   * @param job {@link #SFT} or {@link #DPO}
   */
  public static TrainingJob read(String job, Settings settings, Problems problems) {
    TrainingMethod method = job.equals(SFT) ? new Sft() : Dpo.read(settings, problems);
    return new TrainingJob(method, settings, problems);
  }

  /**
   * Where progress is printed.
   *
   * @param terminal whether to draw a progress bar in place of lines
   * @param logHeader first lines of {@code progress.log} in the run directory, which then gets all
   *     progress; empty for a training whose progress goes to {@code out}
   */
  public record Display(PrintStream out, boolean terminal, List<String> logHeader) {

    public Display(PrintStream out, boolean terminal) {
      this(out, terminal, List.of());
    }

    /**
     * The display of a training in this directory. The caller closes it if it differs from this
     * display.
     */
    Display in(Path folder) throws IOException {
      if (logHeader.isEmpty()) {
        return this;
      }
      PrintStream log =
          new PrintStream(
              Files.newOutputStream(
                  folder.resolve(TrainingDirectory.PROGRESS),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.APPEND),
              true,
              StandardCharsets.UTF_8);
      logHeader.forEach(log::println);
      return new Display(log, false);
    }
  }

  /**
   * The result of a training.
   *
   * @param output the run directory, as the user names it
   * @param unchanged whether the run directory already held this result
   */
  public record Result(RunRecord record, String output, boolean unchanged) {

    public String model() {
      return output + (output.endsWith("/") ? "" : "/") + TrainingDirectory.MODEL;
    }
  }

  public String name() {
    return method.job();
  }

  public Optional<String> output() {
    return output;
  }

  public String device() {
    return config.device().device();
  }

  /** Placement of the training; {@link Prepared#run} ignores it and trains in this process. */
  public PlacementSettings placement() {
    return placement;
  }

  /** The job for another process, possibly on another machine; paths are made absolute. */
  public PortableJob portable() {
    return PortableJob.of(method.job(), settings, input, config, output);
  }

  /** A training whose model and data have been checked. */
  public record Prepared(TrainingJob job, ModelSource model, List<InputRecord> files) {

    /** Model and data, one line each. */
    public List<String> describe() {
      List<String> lines = new ArrayList<>();
      long trained = count(model.trainable());
      lines.add(
          String.format(
              "model   %s, %s, %,d of %,d parameters trained",
              modelPath(),
              model.fromScratch() ? "from scratch" : model.config().family().architecture(),
              trained,
              count(model.parameters())));
      files.stream()
          .filter(file -> !file.format().equals(ModelSource.FORMAT))
          .forEach(file -> lines.add("data    " + file.path() + ", " + file.format()));
      return lines;
    }

    /**
     * The path as the user names it, except that a local run directory is replaced by its model
     * directory.
     */
    private String modelPath() {
      String path = job.config.model().directory();
      return RemoteDirectory.isRemote(path) ? path : model.directory().path().toString();
    }

    private static long count(List<Parameter> parameters) {
      return parameters.stream().mapToLong(parameter -> parameter.shape().elements()).sum();
    }

    /**
     * Trains in this process. Resumes from the last checkpoint; returns at once if the run
     * directory already holds this result.
     *
     * @throws UserException if the run directory holds another run or another process trains there
     */
    public Result run(String version, boolean overwrite, Display display) throws IOException {
      String path = job.output.orElseThrow();
      String fingerprint =
          Fingerprint.of(
              version,
              List.of(job.name(), TrainingConfig.DATA),
              job.settings,
              job.config.seed(),
              files);
      Path work = WorkDirectory.of(job.placement.workDirectory()).run(path);
      try (RunLocation location =
          RunLocation.open(path, work, job.name(), display.out()::println)) {
        Optional<RunRecord> before = job.findFinished(location, fingerprint, overwrite);
        if (before.isPresent()) {
          return new Result(before.get(), path, true);
        }
        try (TrainingDirectory folder = TrainingDirectory.acquire(location.directory())) {
          Optional<RunRecord> meanwhile = job.findFinished(location, fingerprint, overwrite);
          if (meanwhile.isPresent()) {
            return new Result(meanwhile.get(), path, true);
          }
          RunRecordFactory log =
              RunRecordFactory.start(version, job.name(), fingerprint, job.settings.toMap(), files);
          folder.begin(log.running());
          location.start(log.running());
          return new Result(job.train(log, model, folder, location, display), path, false);
        }
      }
    }
  }

  /** Checks that input and output are set. */
  public void requirePaths() {
    if (input.isEmpty()) {
      throw new UserException(
          ExitCode.USAGE, "the input is missing; give files or directories: INPUT...");
    }
    if (output.isEmpty()) {
      throw new UserException(ExitCode.USAGE, "the run directory is missing; give --output DIR");
    }
  }

  /** Checks model and data without writing anything. */
  public Prepared prepare() throws IOException {
    requirePaths();
    Path folder = WorkDirectory.of(placement.workDirectory()).model(config.model().directory());
    ModelSource model = ModelSource.open(config.model(), folder);
    TrainingRun.check(config, model);
    try (Tokenizer tokenizer = Tokenizer.open(model.directory().path())) {
      TrainingData data = new TrainingData(config.data(), RunData.tokens(model, tokenizer));
      config
          .evaluation()
          .samplePrompts()
          .forEach(data::promptTokens); // both throw on incompatible settings
    }
    List<InputRecord> files = new ArrayList<>(model.files());
    files.addAll(RecordFiles.of(input).records());
    if (!config.evaluation().dataset().isEmpty()) {
      files.addAll(RecordFiles.of(config.evaluation().dataset()).records());
    }
    return new Prepared(this, model, files);
  }

  private Optional<RunRecord> findFinished(
      RunLocation location, String fingerprint, boolean overwrite) {
    return TrainingDirectory.findFinished(
        location.directory(), output.orElseThrow(), fingerprint, overwrite);
  }

  private RunRecord train(
      RunRecordFactory log,
      ModelSource model,
      TrainingDirectory folder,
      RunLocation location,
      Display display)
      throws IOException {
    Display shown = display.in(folder.root());
    try (Tokenizer tokenizer = Tokenizer.open(model.directory().path())) {
      RunData source = new RunData(config, model, input, RunData.tokens(model, tokenizer), folder);
      TrainingMethod.LoadedData loaded = method.load(source);
      shown.out().println(loaded.report().line());
      TrainingRun run = new TrainingRun(config, model, loaded.objectiveFactory());
      JobCallbacks callbacks = new JobCallbacks(method.job(), settings, source, shown);
      LoopState end = run.train(folder, log.fingerprint(), callbacks, location::save);
      RunRecord done = log.done(counts(loaded.report()), end, facts(end, model, folder));
      folder.write(done);
      location.save();
      return done;
    } catch (IOException | RuntimeException failure) {
      recordFailure(folder, location, log.failed(String.valueOf(failure.getMessage())));
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

  private Map<String, Object> facts(LoopState end, ModelSource model, TrainingDirectory folder)
      throws IOException {
    Map<String, Object> facts = new TreeMap<>(MetricsLog.last(folder.root()));
    if (end.best() != null) {
      facts.put("best-metric", config.evaluation().metric().name());
    }
    facts.put("parameters", Prepared.count(model.parameters()));
    facts.put("trained-parameters", Prepared.count(model.trainable()));
    return facts;
  }

  /** Records the failure in run.json, if possible. */
  private static void recordFailure(
      TrainingDirectory folder, RunLocation location, RunRecord failed) {
    try {
      folder.write(failed);
      location.save();
    } catch (RuntimeException ignored) {
      // The caller throws the original failure.
    }
  }
}
