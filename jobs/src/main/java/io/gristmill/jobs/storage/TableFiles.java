package io.gristmill.jobs.storage;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.TableFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Reads and writes the tables between stages (Parquet, partitioned as the stage leaves them), and
 * writes published tables, sorted and split by position: file k holds the rows with positions in
 * [k·250,000, (k+1)·250,000). The bytes of a published table are the same on one core and on a
 * thousand, for any partitioning; {@link ParquetFooters} removes the remaining differences.
 *
 * <p>If the table of a stage is already in that order, publishing copies its files.
 */
public final class TableFiles {

  /** Positions per published file: about 50 MB, enough files to write and read in parallel. */
  public static final long POSITIONS_PER_FILE = 250_000;

  private static final String FILE = "_file";
  private static final long MAX_TASKS = 10_000;

  private final SparkSession spark;
  private final HadoopFiles files;

  public TableFiles(SparkSession spark, HadoopFiles files) {
    this.spark = spark;
    this.files = files;
  }

  public void write(Dataset<Row> rows, Path folder) {
    rows.write().mode(SaveMode.Overwrite).parquet(folder.toString());
  }

  public Dataset<Row> read(Path folder, StructType schema) {
    return spark.read().schema(schema).parquet(folder.toString());
  }

  public long countRows(Path folder, StructType schema) {
    return TableFacts.of(files, folder)
        .map(TableFacts::rows)
        .orElseGet(() -> read(folder, schema).count());
  }

  /** The number of rows of a table by the text of a column. */
  public Map<String, Long> countBy(Path folder, StructType schema, String column) {
    return TableFacts.of(files, folder)
        .flatMap(facts -> facts.countBy(column))
        .orElseGet(() -> DataFrames.countBy(read(folder, schema), col(column)));
  }

  /**
   * Writes a table of a stage in its published order, so that publishing it copies its files. The
   * table is marked as sorted when its schema equals that of the table when read: a published file
   * does not record which columns are not nullable.
   *
   * @param tasks the number of tasks that sort and write
   */
  public void writeSorted(
      Dataset<Row> rows, StructType schema, List<String> order, long tasks, Path folder) {
    Path raw = rawFolder(folder);
    writeRanges(
        nullable(rows, schema, order.get(0)), order, List.of(), tasks, TableFormat.PARQUET, raw);
    files.makeFolder(folder);
    rangeFiles(raw)
        .forEach((number, part) -> files.move(part, partFile(folder, number, TableFormat.PARQUET)));
    files.delete(raw);
    String expected = read(folder, schema).schema().json();
    TableFacts.ofFirstFile(files, folder) // all files have the same columns
        .filter(facts -> facts.allHaveSchema(expected))
        .ifPresent(same -> files.overwrite(sortedMarker(folder), ""));
  }

  private static Path sortedMarker(Path folder) {
    return new Path(folder.getParent(), folder.getName() + "-laid-out");
  }

  /** Makes all columns nullable in the schema, by a condition on a column that is never null. */
  private static Dataset<Row> nullable(Dataset<Row> rows, StructType schema, String never) {
    StructType given = rows.schema();
    return rows.select(
        Arrays.stream(schema.fieldNames())
            .map(
                name ->
                    given.apply(name).nullable()
                        ? col(name)
                        : when(col(never).isNotNull(), col(name)).as(name))
            .toArray(Column[]::new));
  }

  /**
   * Writes a published table.
   *
   * @param folders its rows, as tables between stages
   * @param order the columns to sort by, the first of them a long
   * @param folder a folder that does not exist yet
   */
  public void publish(
      List<Path> folders, StructType schema, List<String> order, TableFormat format, Path folder) {
    List<Path> filled = folders.stream().filter(from -> !isKnownEmpty(from)).toList();
    if (format == TableFormat.PARQUET
        && filled.size() == 1
        && files.exists(sortedMarker(filled.get(0)))) {
      copySorted(filled.get(0), folder);
      return;
    }
    Dataset<Row> all = DataFrames.empty(spark, schema);
    for (Path from : filled.isEmpty() ? folders : filled) {
      all = all.union(read(from, schema));
    }
    if (filled.isEmpty()) {
      writeEmpty(all.schema(), format, folder);
    } else {
      Dataset<Row> rows = all;
      Extent extent = extent(filled, order.get(0)).orElseGet(() -> extent(rows, order.get(0)));
      writePublished(rows, order, List.of(), extent, format, folder);
    }
  }

  private boolean isKnownEmpty(Path folder) {
    return TableFacts.of(files, folder).filter(facts -> facts.rows() == 0).isPresent();
  }

  private void copySorted(Path from, Path folder) {
    Path raw = rawFolder(folder);
    List<Path> parts = files.parts(from);
    List<Path> copies = ParquetFooters.ordered(spark, parts, raw);
    for (int i = 0; i < parts.size(); i++) {
      files.move(copies.get(i), new Path(folder, parts.get(i).getName()));
    }
    files.delete(raw);
  }

  /**
   * The size of a table.
   *
   * @param rows the number of rows
   * @param maxPosition the largest position
   */
  private record Extent(long rows, long maxPosition) {

    /**
     * The number of tasks that sort and write. Positions may have gaps, so the number of rows
     * bounds the number of files too.
     */
    long tasks() {
      return Math.min(maxPosition / POSITIONS_PER_FILE + 1, 4 * rows / POSITIONS_PER_FILE + 16);
    }
  }

  /** The size from the footers of the files; empty when they lack it. */
  private Optional<Extent> extent(List<Path> folders, String column) {
    long rows = 0;
    long top = 0;
    for (Path folder : folders) {
      Optional<TableFacts> facts = TableFacts.of(files, folder);
      OptionalLong max = facts.map(known -> known.max(column)).orElse(OptionalLong.empty());
      if (max.isEmpty()) {
        return Optional.empty();
      }
      rows += facts.orElseThrow().rows();
      top = Math.max(top, max.getAsLong());
    }
    return Optional.of(new Extent(rows, top));
  }

  private static Extent extent(Dataset<Row> rows, String column) {
    Row found = rows.agg(max(column), count(lit(1))).first();
    return new Extent(found.getLong(1), found.isNullAt(0) ? 0 : found.getLong(0));
  }

  /**
   * Writes a published table whose sort columns need not be part of it.
   *
   * @param rows a materialized table (it is read twice)
   * @param order the columns to sort by, the first of them a long
   * @param hidden columns of {@code order} that are left out of the files
   * @param folder a folder that does not exist yet
   */
  public void writePublished(
      Dataset<Row> rows, List<String> order, List<String> hidden, TableFormat format, Path folder) {
    writePublished(rows, order, hidden, extent(rows, order.get(0)), format, folder);
  }

  private void writePublished(
      Dataset<Row> rows,
      List<String> order,
      List<String> hidden,
      Extent extent,
      TableFormat format,
      Path folder) {
    if (extent.rows() == 0) {
      writeEmpty(rows.drop(hidden.toArray(new String[0])).schema(), format, folder);
      return;
    }
    Path raw = rawFolder(folder);
    writeRanges(rows, order, hidden, extent.tasks(), format, raw);
    movePartFiles(rangeFiles(raw), raw, folder, format);
    files.delete(raw);
  }

  /** Writes a folder per range of positions, with its rows sorted in one file. */
  private static void writeRanges(
      Dataset<Row> rows,
      List<String> order,
      List<String> hidden,
      long tasks,
      TableFormat format,
      Path raw) {
    Column[] sorted =
        Stream.concat(Stream.of(FILE), order.stream())
            .map(name -> col(name))
            .toArray(Column[]::new);
    rows.withColumn(FILE, expr(order.get(0) + " div " + POSITIONS_PER_FILE))
        .repartition((int) Math.min(tasks, MAX_TASKS), col(FILE))
        .sortWithinPartitions(sorted)
        .drop(hidden.toArray(new String[0]))
        .write()
        .option("maxRecordsPerFile", 0) // a file is a range of positions, whatever Spark is set to
        .partitionBy(FILE)
        .format(format.sparkName())
        .save(raw.toString());
  }

  private Map<Long, Path> rangeFiles(Path raw) {
    Map<Long, Path> ranges = new TreeMap<>();
    for (FileStatus status : files.list(raw)) {
      String name = status.getPath().getName();
      if (name.startsWith(FILE + "=")) {
        ranges.put(Long.parseLong(name.substring(FILE.length() + 1)), onlyPart(status.getPath()));
      }
    }
    return ranges;
  }

  /** Moves the file of each range to its published path. */
  private void movePartFiles(Map<Long, Path> ranges, Path raw, Path folder, TableFormat format) {
    List<Long> numbers = List.copyOf(ranges.keySet());
    List<Path> parts = List.copyOf(ranges.values());
    if (format == TableFormat.PARQUET) {
      parts = ParquetFooters.ordered(spark, parts, new Path(raw, "_ordered"));
    }
    for (int i = 0; i < parts.size(); i++) {
      files.move(parts.get(i), partFile(folder, numbers.get(i), format));
    }
  }

  private Path onlyPart(Path partFolder) {
    List<Path> parts = files.parts(partFolder);
    if (parts.size() != 1) {
      throw new IllegalStateException(partFolder + " must hold one file, holds " + parts.size());
    }
    return parts.get(0);
  }

  private void writeEmpty(StructType schema, TableFormat format, Path folder) {
    Path raw = rawFolder(folder);
    DataFrames.empty(spark, schema)
        .coalesce(1)
        .write()
        .format(format.sparkName())
        .save(raw.toString());
    List<Path> parts = files.parts(raw);
    Path first = partFile(folder, 0, format);
    if (parts.isEmpty()) {
      files.makeFolder(folder);
      files.replace(first, "");
    } else {
      files.move(parts.get(0), first);
    }
    files.delete(raw);
  }

  private static Path partFile(Path folder, long number, TableFormat format) {
    return new Path(folder, String.format(Locale.ROOT, "part-%05d.%s", number, format.ending()));
  }

  private static Path rawFolder(Path folder) {
    return new Path(folder.getParent(), folder.getName() + "-raw");
  }
}
