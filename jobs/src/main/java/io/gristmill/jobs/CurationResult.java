package io.gristmill.jobs;

import io.gristmill.jobs.assembly.Summary;
import io.gristmill.jobs.pipeline.Run;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.PairsTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.table.TableFormat;
import io.gristmill.manifest.RunRecord;
import io.gristmill.manifest.StageRecord;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The result of a {@link CurationPipeline}. Tables are read from the run directory, in the session
 * of the caller. The text of a result is the summary that the command line prints.
 */
public final class CurationResult {

  private final SparkSession spark;
  private final Run.Result run;

  CurationResult(SparkSession spark, Run.Result run) {
    this.spark = spark;
    this.run = run;
  }

  /** The resulting rows, {@code id, position, instruction, input, output, source, metadata}. */
  public Dataset<Row> rows() {
    return table("rows", ExamplesTable.SCHEMA);
  }

  /** The dropped rows, each with its stage, rule, reason and score. */
  public Dataset<Row> rejects() {
    return table("rejects", RejectsTable.SCHEMA);
  }

  /** The similar pairs that {@code dedup} found; empty unless {@code dedup.write-pairs} is set. */
  public Optional<Dataset<Row>> pairs() {
    return directory("pairs").map(path -> table("pairs", PairsTable.SCHEMA));
  }

  private Dataset<Row> table(String name, StructType schema) {
    return TableFormat.ofEnding(run.record().format())
        .read(spark, schema, run.directory() + "/" + name);
  }

  /** Rows read, kept and dropped, the latter by {@code stage/rule}. */
  public RunRecord.Counts counts() {
    return run.record().counts();
  }

  /** What each stage read, kept, dropped by rule and found out. */
  public List<StageRecord> stages() {
    return run.record().stages();
  }

  /** The run directory. */
  public String directory() {
    return run.directory();
  }

  /** The directory of files that a stage wrote besides tables, such as {@code export}. */
  public Optional<String> directory(String stage) {
    HadoopFiles files = HadoopFiles.open();
    return Optional.of(run.directory() + "/" + stage).filter(path -> files.exists(new Path(path)));
  }

  /** The model that a training stage ({@code sft} or {@code dpo}) wrote. */
  public Optional<String> modelDirectory(String stage) {
    return directory(stage + "/model");
  }

  /** Whether the run directory already held this result. */
  public boolean unchanged() {
    return run.unchanged();
  }

  /** The version number in the data set; empty without a data set. */
  public OptionalInt version() {
    return run.version() == 0 ? OptionalInt.empty() : OptionalInt.of(run.version());
  }

  @Override
  public String toString() {
    return Summary.of(run);
  }
}
