package io.gristmill.jobs.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of a Parquet table from its footers, without a Spark job: the number of rows, the
 * maximum of a column of longs, and rows by text for a column with one text per row group.
 */
final class TableFacts {

  /** With more files than this, Spark tasks read the footers faster. */
  private static final int MAX_FILES = 64;

  /** The footer key under which Spark stores the schema of its rows. */
  private static final String ROW_METADATA = "org.apache.spark.sql.parquet.row.metadata";

  private final List<ParquetMetadata> footers;

  private TableFacts(List<ParquetMetadata> footers) {
    this.footers = footers;
  }

  /**
   * Reads the footers of the table in a folder.
   *
   * @return the statistics; empty when the table has more than 64 files
   */
  static Optional<TableFacts> of(HadoopFiles files, Path folder) {
    return of(files.parts(folder), files);
  }

  /** The statistics of the first file of a table; empty when it has no files. */
  static Optional<TableFacts> ofFirstFile(HadoopFiles files, Path folder) {
    List<Path> first = files.parts(folder).stream().limit(1).toList();
    return first.isEmpty() ? Optional.empty() : of(first, files);
  }

  private static Optional<TableFacts> of(List<Path> parts, HadoopFiles files) {
    if (parts.size() > MAX_FILES) {
      return Optional.empty();
    }
    List<ParquetMetadata> footers = new ArrayList<>();
    parts.forEach(part -> footers.add(footer(part, files.configuration())));
    return Optional.of(new TableFacts(footers));
  }

  private static ParquetMetadata footer(Path part, Configuration conf) {
    try (ParquetFileReader reader = ParquetFileReader.open(HadoopInputFile.fromPath(part, conf))) {
      return reader.getFooter();
    } catch (IOException e) {
      throw new UncheckedIOException(part + ": " + e.getMessage(), e);
    }
  }

  long rows() {
    return blocks().stream().mapToLong(BlockMetaData::getRowCount).sum();
  }

  /** The maximum of a column of longs without nulls; empty when the footers lack it. */
  OptionalLong max(String column) {
    long max = Long.MIN_VALUE;
    for (BlockMetaData block : blocks()) {
      Statistics<?> statistics = statistics(block, column);
      if (statistics == null || !(statistics.genericGetMax() instanceof Long value)) {
        return OptionalLong.empty();
      }
      max = Math.max(max, value);
    }
    return blocks().isEmpty() ? OptionalLong.empty() : OptionalLong.of(max);
  }

  /**
   * The number of rows by text of a column; empty when a row group holds several texts, or nulls.
   */
  Optional<Map<String, Long>> countBy(String column) {
    Map<String, Long> counts = new TreeMap<>();
    for (BlockMetaData block : blocks()) {
      Statistics<?> statistics = statistics(block, column);
      if (statistics == null
          || !(statistics.genericGetMin() instanceof Binary min)
          || !min.equals(statistics.genericGetMax())) {
        return Optional.empty();
      }
      counts.merge(min.toStringUsingUTF8(), block.getRowCount(), Long::sum);
    }
    return Optional.of(counts);
  }

  boolean allHaveSchema(String json) {
    return footers.stream()
        .allMatch(
            footer ->
                json.equals(footer.getFileMetaData().getKeyValueMetaData().get(ROW_METADATA)));
  }

  private List<BlockMetaData> blocks() {
    return footers.stream()
        .flatMap(footer -> footer.getBlocks().stream())
        .filter(block -> block.getRowCount() > 0)
        .toList();
  }

  /** The statistics of a column without nulls in a row group; null when there are none. */
  private static @Nullable Statistics<?> statistics(BlockMetaData block, String column) {
    for (ColumnChunkMetaData chunk : block.getColumns()) {
      Statistics<?> statistics = chunk.getStatistics();
      if (chunk.getPath().toDotString().equals(column)) {
        return statistics != null
                && statistics.hasNonNullValue()
                && statistics.isNumNullsSet()
                && statistics.getNumNulls() == 0
            ? statistics
            : null;
      }
    }
    return null;
  }
}
