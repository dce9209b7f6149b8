package io.gristmill.jobs.pipeline;

import io.gristmill.jobs.progress.Progress;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.storage.TableFiles;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.manifest.StageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Writes the result of a stage to its folder, counts the rows and checks that every input row was
 * kept or dropped.
 *
 * @param sorted whether to write the tables in their published order
 */
record StageWriter(
    SparkSession spark,
    HadoopFiles files,
    TableFiles tables,
    Progress progress,
    Path folder,
    boolean sorted) {

  /**
   * Writes the tables and counts their rows.
   *
   * @param input the rows that the stage got
   * @param available the number of input rows; 0 for a source
   */
  StageRecord write(
      String stage, String fingerprint, Dataset<Row> input, StageResult result, long available) {
    boolean passedOn = result.rows() == input;
    writeTables(result, passedOn, available);
    Map<String, Long> dropped =
        tables.countBy(in(RunDirectory.REJECTS), RejectsTable.SCHEMA, RejectsTable.RULE);
    long kept = passedOn ? available : count(RunTable.ROWS);
    long pairs = result.pairs().isEmpty() ? 0 : count(RunTable.PAIRS);
    result.artifacts().ifPresent(from -> files.move(new Path(from), in(RunDirectory.ARTIFACTS)));
    long total = kept + dropped.values().stream().mapToLong(Long::longValue).sum();
    long read = available == 0 ? total : available;
    Map<String, Object> facts = result.facts().get();
    requireAll(stage, read + addedRows(facts), kept, total - kept);
    return new StageRecord(stage, fingerprint, read, kept, dropped, pairs, facts, 0);
  }

  private long count(RunTable table) {
    return tables.countRows(in(table.folder()), table.schema());
  }

  private void writeTables(StageResult result, boolean passedOn, long available) {
    List<Runnable> writes = new ArrayList<>();
    if (result.tagged().isPresent()) {
      writes.add(() -> writeTagged(result.tagged().get()));
    } else {
      writes.add(() -> write(result.rejects(), RunTable.REJECTS, available));
      if (!passedOn) {
        writes.add(() -> write(result.rows(), RunTable.ROWS, available));
      }
    }
    result.pairs().ifPresent(pairs -> writes.add(() -> write(pairs, RunTable.PAIRS, available)));
    new ConcurrentJobs(spark, progress).run("writing rows", writes);
  }

  private void write(Dataset<Row> rows, RunTable table, long available) {
    Path place = in(table.folder());
    if (sorted) {
      long tasks = available / TableFiles.POSITIONS_PER_FILE + 1;
      tables.writeSorted(rows, table.schema(), table.order(), tasks, place);
    } else {
      tables.write(rows, place);
    }
  }

  /** Writes both tables of a tagged data set in one pass. */
  private void writeTagged(Dataset<Row> tagged) {
    Path both = in("sides");
    tagged.write().partitionBy(StageResult.SIDE).parquet(both.toString());
    for (String side : List.of(StageResult.ROWS, StageResult.REJECTS)) {
      Path written = new Path(both, StageResult.SIDE + "=" + side);
      Path place = in(side);
      if (files.exists(written)) {
        files.move(written, place);
      } else {
        files.makeFolder(place);
      }
    }
    files.delete(both);
  }

  private static long addedRows(Map<String, Object> facts) {
    return facts.get(StageResult.COPIES) instanceof Number copies ? copies.longValue() : 0;
  }

  private static void requireAll(String stage, long in, long kept, long dropped) {
    if (in != kept + dropped) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT, "%s: %d rows in, but %d kept and %d dropped", stage, in, kept, dropped));
    }
  }

  private Path in(String name) {
    return new Path(folder, name);
  }
}
