package io.gristmill.jobs.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.gristmill.jobs.table.TableFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Writes and reads the files of a table.
 *
 * <p>Tables between stages keep whatever partitions they have. A <em>published</em> table is laid
 * out by position alone: file k holds the rows with positions in [k·250,000, (k+1)·250,000),
 * sorted. So its bytes are the same on one core and on a thousand, whatever Spark's partitions
 * were; {@link ParquetFooters} has the rest.
 */
public final class TableFiles {

  /** Positions per published file: some 50 MB, enough files to write and read in parallel. */
  public static final long POSITIONS_PER_FILE = 250_000;

  private static final String FILE = "_file";
  private static final long MOST_TASKS = 10_000;

  private final SparkSession spark;
  private final HadoopFiles files;

  public TableFiles(SparkSession spark, HadoopFiles files) {
    this.spark = spark;
    this.files = files;
  }

  /** Writes a table between stages, as Parquet. */
  void writeIntermediate(Dataset<Row> rows, Path folder) {
    rows.write().mode(SaveMode.Overwrite).parquet(folder.toString());
  }

  /** Writes both tables of a sided data set in one pass. */
  void writeSided(Dataset<Row> sided, Path folder) {
    Path both = new Path(folder, "sides");
    sided.write().partitionBy(StageResult.SIDE).parquet(both.toString());
    for (String side : List.of(StageResult.ROWS, StageResult.REJECTS)) {
      Path written = new Path(both, StageResult.SIDE + "=" + side);
      Path place = new Path(folder, side);
      if (files.exists(written)) {
        files.move(written, place);
      } else {
        files.makeFolder(place);
      }
    }
    files.delete(both);
  }

  Dataset<Row> readIntermediate(Path folder, StructType schema) {
    return spark.read().schema(schema).parquet(folder.toString());
  }

  /**
   * Writes a table as it is published.
   *
   * @param rows an already materialised table (it is read twice)
   * @param order the columns that order the rows, the first of them a long
   * @param folder a folder that does not exist yet
   */
  public void writePublished(
      Dataset<Row> rows, List<String> order, TableFormat format, Path folder) {
    writePublished(rows, order, List.of(), format, folder);
  }

  /**
   * The same for a table whose order is not part of it.
   *
   * @param hidden columns of {@code order} that are left out of the files
   */
  public void writePublished(
      Dataset<Row> rows, List<String> order, List<String> hidden, TableFormat format, Path folder) {
    Row top = rows.agg(max(order.get(0)), count(lit(1))).first();
    if (top.isNullAt(0)) {
      writeEmpty(rows.drop(hidden.toArray(new String[0])).schema(), format, folder);
      return;
    }
    // Positions may have gaps, so the number of rows bounds the number of files too.
    long tasks =
        Math.min(
            top.getLong(0) / POSITIONS_PER_FILE + 1, 4 * top.getLong(1) / POSITIONS_PER_FILE + 16);
    Path raw = new Path(folder.getParent(), folder.getName() + "-raw");
    Column[] within = order.stream().map(column -> col(column)).toArray(Column[]::new);
    rows.withColumn(FILE, expr(order.get(0) + " div " + POSITIONS_PER_FILE))
        .repartition((int) Math.min(tasks, MOST_TASKS), col(FILE))
        .sortWithinPartitions(prepend(col(FILE), within))
        .drop(hidden.toArray(new String[0]))
        .write()
        .option("maxRecordsPerFile", 0) // a file is a range of positions, whatever Spark is set to
        .partitionBy(FILE)
        .format(format.sparkName())
        .save(raw.toString());
    adopt(raw, folder, format);
    files.delete(raw);
  }

  /** Gives the one file of each range its place and name. */
  private void adopt(Path raw, Path folder, TableFormat format) {
    List<Long> numbers = new ArrayList<>();
    List<Path> parts = new ArrayList<>();
    for (FileStatus status : files.list(raw)) {
      String name = status.getPath().getName();
      if (name.startsWith(FILE + "=")) {
        numbers.add(Long.parseLong(name.substring(FILE.length() + 1)));
        parts.add(onlyPart(status.getPath()));
      }
    }
    if (format == TableFormat.PARQUET) {
      parts = ParquetFooters.ordered(spark, parts, new Path(raw, "_ordered"));
    }
    for (int i = 0; i < parts.size(); i++) {
      files.move(parts.get(i), new Path(folder, fileName(numbers.get(i), format)));
    }
  }

  private Path onlyPart(Path partFolder) {
    List<FileStatus> parts =
        files.list(partFolder).stream()
            .filter(file -> file.getPath().getName().startsWith("part-"))
            .toList();
    if (parts.size() != 1) {
      throw new IllegalStateException(partFolder + " must hold one file, holds " + parts.size());
    }
    return parts.get(0).getPath();
  }

  private void writeEmpty(StructType schema, TableFormat format, Path folder) {
    Path raw = new Path(folder.getParent(), folder.getName() + "-raw");
    spark
        .createDataFrame(List.<Row>of(), schema)
        .coalesce(1)
        .write()
        .format(format.sparkName())
        .save(raw.toString());
    List<FileStatus> parts =
        files.list(raw).stream()
            .filter(file -> file.getPath().getName().startsWith("part-"))
            .toList();
    Path first = new Path(folder, fileName(0, format));
    if (parts.isEmpty()) {
      files.makeFolder(folder);
      files.replace(first, "");
    } else {
      files.move(parts.get(0).getPath(), first);
    }
    files.delete(raw);
  }

  private static Column[] prepend(Column first, Column[] rest) {
    Column[] all = Arrays.copyOf(new Column[] {first}, rest.length + 1);
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }

  private static String fileName(long number, TableFormat format) {
    return String.format(Locale.ROOT, "part-%05d.%s", number, format.ending());
  }
}
