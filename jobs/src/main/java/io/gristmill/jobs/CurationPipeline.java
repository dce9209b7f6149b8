package io.gristmill.jobs;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.jobs.assembly.PlannedRun;
import io.gristmill.jobs.assembly.RunRequest;
import io.gristmill.jobs.assembly.SampleData;
import io.gristmill.jobs.ingest.DataFrameInput;
import io.gristmill.jobs.pipeline.Run;
import io.gristmill.jobs.progress.Progress;
import io.gristmill.jobs.task.FailureReason;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline of stages, built from a configuration or step by step, and run in a Spark session of
 * the caller:
 *
 * <pre>{@code
 * CurationResult result =
 *     CurationPipeline.create()
 *         .input("data/*.jsonl")
 *         .stages("filter", "dedup", "export")
 *         .set("dedup.threshold", 0.9)
 *         .output("out/curated")
 *         .run(spark);
 * result.rows().select("instruction", "output").show();
 * result.rejects().groupBy("stage", "rule").count().show();
 * System.out.println(result);
 * }</pre>
 *
 * <p>The same settings give the same bytes as {@code gristmill curate}: a stage is the name of a
 * job or recipe, and a setting is a key of {@code reference.conf}. A repeated run resumes, or
 * returns the finished result.
 *
 * <p>The run works in a separate session on the caller's Spark context. It neither reads nor
 * changes the settings and temporary views of the caller's session, and stops nothing. On a
 * cluster, stages that call a model server need {@code
 * spark.plugins=io.gristmill.jobs.llm.BudgetPlugin} from the start of Spark.
 *
 * <p>An instance is not thread-safe and can be run repeatedly.
 */
public final class CurationPipeline {

  private final @Nullable Path config;
  private final List<String> assignments = new ArrayList<>();
  private @Nullable Dataset<Row> rows;
  private String rowsName = "";
  private boolean overwrite;
  private @Nullable PrintStream progress;

  private CurationPipeline(@Nullable Path config) {
    this.config = config;
  }

  /** A pipeline with the settings of {@code reference.conf}. */
  public static CurationPipeline create() {
    return new CurationPipeline(null);
  }

  /** A pipeline with the settings of a HOCON file, as for {@code --config}. */
  public static CurationPipeline fromConfig(String file) {
    return new CurationPipeline(Path.of(file));
  }

  /** Sets the input: files, directories or globs, or {@code sample:} for the sample data. */
  public CurationPipeline input(String... paths) {
    rows = null;
    return set("run.input", List.of(paths));
  }

  /**
   * Sets the input: rows with the columns of a file of records, such as {@code instruction} and
   * {@code output}. They get the order of their content, or of {@code ingest.spark.order-by}, and
   * are read twice, so they must be the same each time: persist or write the result of a query that
   * samples or numbers rows.
   *
   * @param name stands for the file name in the column {@code source}
   */
  public CurationPipeline input(Dataset<Row> rows, String name) {
    this.rows = rows;
    this.rowsName = name;
    return this;
  }

  /**
   * Sets the stages after reading the input: names of jobs and recipes, or {@code "NAME of
   * EARLIER"} for one that reads the table of an earlier stage.
   */
  public CurationPipeline stages(String... names) {
    return set("curate.stages", List.of(names));
  }

  /**
   * Sets one setting; it overrides the file and earlier calls.
   *
   * @param key a full key of {@code reference.conf}, such as {@code dedup.threshold}
   * @param value a text, number, boolean, list, map or null
   */
  public CurationPipeline set(String key, @Nullable Object value) {
    String text = ConfigValueFactory.fromAnyRef(value).render(ConfigRenderOptions.concise());
    assignments.add(key + "=" + text);
    return this;
  }

  /** Sets the run directory, on any file system of Hadoop. */
  public CurationPipeline output(String directory) {
    return set("run.output", directory);
  }

  /** Publishes the result as a version of the data set in this directory. */
  public CurationPipeline dataset(String root) {
    return set("run.dataset", root);
  }

  /** Replaces the result of another run in the run directory. */
  public CurationPipeline overwrite() {
    overwrite = true;
    return this;
  }

  /** Prints the progress; by default the run is silent. */
  public CurationPipeline progress(PrintStream out) {
    progress = out;
    return this;
  }

  /**
   * Runs the pipeline, or returns its finished result.
   *
   * @throws UserException for everything that the caller can fix, with all wrong settings at once
   */
  public CurationResult run(SparkSession spark) {
    if (SparkSession.getDefaultSession().isEmpty()) {
      SparkSession.setDefaultSession(spark);
    }
    return explained(
        () -> {
          Run run = plan(spark).run();
          try (Progress display = display()) {
            return new CurationResult(spark, run.execute(display));
          }
        });
  }

  private Progress display() {
    return progress == null ? Progress.silent() : new Progress(progress, false);
  }

  private PlannedRun plan(SparkSession spark) {
    Problems problems = new Problems();
    Settings settings = SampleData.resolve(Settings.load(config, assignments, problems));
    Dataset<Row> given = rows;
    if (given != null) {
      settings = settings.with(List.of("run.input=[]"));
    }
    RunRequest request = RunRequest.readCurate(overwrite, settings, problems);
    if (given != null && !request.reads()) {
      problems.add("the input must be absent: the first stage generates the rows");
    } else if (given == null && request.reads() && request.input().isEmpty()) {
      problems.add("the input is missing; call input(...), \"sample:\" is the sample data");
    }
    problems.throwIfAny();
    return given == null ? request.plan() : request.plan(DataFrameInput.of(spark, rowsName, given));
  }

  /** Throws the {@link UserException} that Spark wrapped in its exceptions, if there is one. */
  private static <T> T explained(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      UserException known = FailureReason.userException(e);
      throw known == null ? e : known;
    }
  }
}
