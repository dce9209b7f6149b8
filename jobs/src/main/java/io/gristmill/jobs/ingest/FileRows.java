package io.gristmill.jobs.ingest;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.gristmill.jobs.io.FileFormat;
import io.gristmill.jobs.io.FileSlice;
import io.gristmill.jobs.io.InputFile;
import io.gristmill.jobs.io.InputPlan;
import io.gristmill.jobs.io.InputPlan.Positions;
import io.gristmill.jobs.io.SliceCount;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.record.parse.RecordParser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Reads files as classified rows.
 *
 * <ol>
 *   <li>If there are several slices, tasks count the rows of each and return one number per slice.
 *   <li>The rank of the first row of each slice follows from the counts, and the slices are read.
 * </ol>
 *
 * The rank of a record therefore depends only on its file and place, not on slices and tasks.
 */
final class FileRows {

  /** Tasks per core, so that a large file does not delay the others. */
  private static final int TASKS_PER_CORE = 3;

  private final SparkSession spark;
  private final InputPlan plan;
  private final RecordParser parser;

  FileRows(SparkSession spark, InputPlan plan, RecordParser parser) {
    this.spark = spark;
    this.plan = plan;
    this.parser = parser;
  }

  /**
   * Whether Spark can read the rows without parsing: the input is one finished Parquet table of
   * Gristmill.
   */
  static boolean isPlainTable(InputPlan plan) {
    return plan.positions() == Positions.KEPT
        && plan.files().stream().allMatch(file -> file.format() == FileFormat.PARQUET);
  }

  Dataset<Row> classified() {
    if (isPlainTable(plan)) {
      return plainTable();
    }
    List<SliceTask> tasks = tasks(reader(false));
    if (plan.positions() == Positions.RANKED) {
      return read(tasks, reader(false));
    }
    Dataset<Row> kept = read(tasks, reader(true)).persist(StorageLevel.MEMORY_AND_DISK());
    if (hasUniquePositions(kept)) {
      return kept;
    }
    kept.unpersist(false);
    return read(tasks, reader(false));
  }

  private Dataset<Row> plainTable() {
    String[] paths = plan.files().stream().map(InputFile::path).toArray(String[]::new);
    return spark
        .read()
        .schema(ExamplesTable.SCHEMA)
        .option("__globPaths__", "false") // the paths are literal
        .parquet(paths)
        .withColumn(ExamplesTable.SOURCE, coalesce(col(ExamplesTable.SOURCE), lit("")))
        .withColumn(RejectsTable.RULE, lit(""))
        .withColumn(RejectsTable.DETAIL, lit(""))
        .withColumn(RejectsTable.ROW, lit(""));
  }

  /** Whether every row is valid and has a distinct position. */
  private static boolean hasUniquePositions(Dataset<Row> rows) {
    return rows.filter(col(RejectsTable.RULE).notEqual("")).isEmpty()
        && rows.groupBy(ExamplesTable.POSITION).count().filter(col("count").gt(1)).isEmpty();
  }

  private SliceRecordReader reader(boolean keepPositions) {
    return new SliceRecordReader(
        plan.config(),
        parser,
        keepPositions,
        new SerializableConfiguration(spark.sparkContext().hadoopConfiguration()));
  }

  private Dataset<Row> read(List<SliceTask> tasks, SliceRecordReader reader) {
    List<ArrayList<SliceTask>> groups = new ArrayList<>();
    for (List<FileSlice> group : groups(plan.slices())) {
      ArrayList<SliceTask> own = new ArrayList<>(group.size());
      group.forEach(slice -> own.add(tasks.get(slice.index())));
      groups.add(own);
    }
    JavaRDD<Row> rows =
        context().parallelize(groups, groups.size()).flatMap(group -> new SliceRows(reader, group));
    return spark.createDataFrame(rows, ClassifiedRows.SCHEMA);
  }

  /** Every slice with its offsets. The last slice does not need to be counted. */
  private List<SliceTask> tasks(SliceRecordReader reader) {
    List<FileSlice> slices = plan.slices();
    List<SliceCount> counts = counts(slices.subList(0, slices.size() - 1), reader);
    List<SliceTask> tasks = new ArrayList<>(slices.size());
    long rows = 0;
    long lines = 0;
    for (FileSlice slice : slices) {
      lines = slice.start() == 0 ? 0 : lines;
      tasks.add(new SliceTask(slice, rows, lines));
      if (slice.index() < counts.size()) {
        rows += counts.get(slice.index()).rows();
        lines += counts.get(slice.index()).lines();
      }
    }
    return tasks;
  }

  private List<SliceCount> counts(List<FileSlice> slices, SliceRecordReader reader) {
    if (slices.isEmpty()) {
      return List.of();
    }
    List<ArrayList<FileSlice>> groups = new ArrayList<>();
    groups(slices).forEach(group -> groups.add(new ArrayList<>(group)));
    List<SliceCount> counts =
        new ArrayList<>(
            context()
                .parallelize(groups, groups.size())
                .flatMap(group -> group.stream().map(reader::count).iterator())
                .collect());
    counts.sort(Comparator.comparingInt(SliceCount::index));
    return counts;
  }

  private List<List<FileSlice>> groups(List<FileSlice> slices) {
    int tasks = TASKS_PER_CORE * spark.sparkContext().defaultParallelism();
    return FileSlice.group(slices, tasks, plan.config().maxPartitionBytes());
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }
}
