package io.gristmill.jobs.assembly;

import io.gristmill.jobs.pipeline.Run;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.train.run.TrainingJob;
import io.gristmill.manifest.RunRecord;
import io.gristmill.manifest.StageRecord;
import io.gristmill.summary.Figures;
import io.gristmill.summary.RunSummary;
import io.gristmill.summary.RunSummary.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.hadoop.fs.Path;

/** Formats the summary of a finished run: its results and where they are. */
public final class Summary {

  /** Descriptions of the files that a stage writes besides tables, by stage. */
  private static final Map<String, String> FILES =
      Map.of(
          "export", "training files and the data set card (README.md)",
          "tokenize", "token tables",
          "tokenizer", "tokenizer.json and its configuration");

  private final String directory;
  private final Predicate<String> exists;
  private final List<Place> places = new ArrayList<>();

  private Summary(String directory, Predicate<String> exists) {
    this.directory = directory;
    this.exists = exists;
  }

  /** The summary of a run of stages. */
  public static String of(Run.Result result) {
    return of(result, Summary::exists);
  }

  /** The summary of a training. */
  public static String of(TrainingJob.Result result) {
    return of(result, Summary::exists);
  }

  static String of(Run.Result result, Predicate<String> exists) {
    RunRecord run = result.record();
    Summary summary = new Summary(plain(result.directory()), exists);
    summary.addTables(run);
    run.stages().forEach(summary::addFiles);
    summary.addRun();
    summary.addVersion(result);
    return new RunSummary(run, result.unchanged(), summary.places).text();
  }

  static String of(TrainingJob.Result result, Predicate<String> exists) {
    Summary summary = new Summary(plain(result.output()), exists);
    summary.addTraining("");
    summary.addRun();
    return new RunSummary(result.record(), result.unchanged(), summary.places).text();
  }

  private void addTables(RunRecord run) {
    RunRecord.Counts counts = run.counts();
    add("rows", "/rows", Figures.count(counts.kept(), "row") + " (" + run.format() + ")");
    if (counts.dropped() > 0) {
      add(
          "rejects",
          "/rejects",
          Figures.count(counts.dropped(), "dropped row") + ", each with its stage, rule and score");
    }
    long pairs = run.stages().stream().mapToLong(StageRecord::pairs).sum();
    if (pairs > 0) {
      add("pairs", "/pairs", Figures.count(pairs, "similar pair"));
    }
  }

  /** Adds the files that a stage writes besides tables. */
  private void addFiles(StageRecord stage) {
    String name = stage.name();
    if (name.equals(TrainingJob.SFT) || name.equals(TrainingJob.DPO)) {
      addTraining("/" + name);
    } else if (stage.facts().containsKey("num-rows")) { // a generate stage, named like its recipe
      addIfPresent(name, "/" + name, "the generated tasks before they became rows");
    } else if (FILES.containsKey(name)) {
      addIfPresent(name, "/" + name, String.valueOf(FILES.get(name)));
    }
  }

  private void addTraining(String below) {
    String model = below + "/model";
    add("model", model, "gristmill respond --model " + directory + model + " --input FILE");
    addIfPresent("adapter", below + "/adapter", "LoRA weights, as peft reads them");
    addIfPresent("report", below + "/report.html", "curves and samples, for a browser");
    addIfPresent("metrics", below + "/metrics.jsonl", "every measured value");
  }

  private void addRun() {
    add("run", "/run.json", "settings, inputs and counts of this run");
  }

  private void addVersion(Run.Result result) {
    result
        .dataset()
        .ifPresent(
            root ->
                places.add(
                    new Place(
                        "dataset",
                        root,
                        String.format(
                            "version %d: gristmill datasets show %s %1$d",
                            result.version(), root))));
  }

  private void addIfPresent(String label, String path, String description) {
    if (exists.test(directory + path)) {
      add(label, path, description);
    }
  }

  private void add(String label, String path, String description) {
    places.add(new Place(label, directory + path, description));
  }

  private static boolean exists(String path) {
    HadoopFiles files = HadoopFiles.open();
    return files.exists(files.qualify(path));
  }

  /** The path without a local scheme and without a trailing slash. */
  private static String plain(String directory) {
    Path path = new Path(directory);
    boolean local = "file".equals(path.toUri().getScheme());
    return local ? path.toUri().getPath() : path.toString();
  }
}
