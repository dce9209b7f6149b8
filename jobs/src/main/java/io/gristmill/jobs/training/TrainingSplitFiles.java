package io.gristmill.jobs.training;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.storage.TableFiles;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.TableFormat;
import io.gristmill.mix.Split;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a table as training files: JSON lines in the order of positions, so that equal rows
 * are equal files. Rows of the split validation are evaluation data, those of test are left out,
 * all others are training data.
 *
 * @param folder holds {@code train/} and {@code validation/}
 * @param trainRows rows in {@code train/}
 * @param validationRows rows in {@code validation/}, which exists if there are any
 * @param testRows rows of the split test
 */
record TrainingSplitFiles(Path folder, long trainRows, long validationRows, long testRows) {

  static final String FOLDER = "rows";
  private static final List<String> ORDER = List.of(ExamplesTable.POSITION);

  /**
   * Writes the files into the stage's checkpoint directory, so that every attempt uses the same
   * names.
   *
   * @throws UserException if there is no training row
   */
  static TrainingSplitFiles write(String stage, StageContext context, Dataset<Row> examples) {
    HadoopFiles files = new HadoopFiles(context.spark().sparkContext().hadoopConfiguration());
    Path folder = new Path(files.qualify(context.folders().checkpoint()), FOLDER);
    files.delete(folder); // may be left over from a killed attempt
    TrainingSplitFiles rows = countRows(folder, examples);
    if (rows.trainRows == 0) {
      throw new UserException(
          ExitCode.INPUT,
          "%s: no training rows: %,d rows are in the split validation, %,d in test"
              .formatted(stage, rows.validationRows, rows.testRows));
    }
    TableFiles tables = new TableFiles(context.spark(), files);
    write(
        tables,
        examples.filter(isOf(Split.VALIDATION).or(isOf(Split.TEST)).equalTo(lit(false))),
        rows.train());
    if (rows.validationRows > 0) {
      write(tables, examples.filter(isOf(Split.VALIDATION)), rows.validation());
    }
    return rows;
  }

  private static TrainingSplitFiles countRows(Path folder, Dataset<Row> examples) {
    Row counts =
        examples
            .agg(
                count(lit(1)),
                count(when(isOf(Split.VALIDATION), lit(1))),
                count(when(isOf(Split.TEST), lit(1))))
            .first();
    long evaluated = counts.getLong(1);
    long untouched = counts.getLong(2);
    return new TrainingSplitFiles(
        folder, counts.getLong(0) - evaluated - untouched, evaluated, untouched);
  }

  private static Column isOf(Split split) {
    Column name = col(ExamplesTable.METADATA).getItem(Split.KEY);
    return coalesce(name, lit("")).equalTo(lit(split.key()));
  }

  private static void write(TableFiles tables, Dataset<Row> rows, Path folder) {
    tables.writePublished(
        rows.select(DataFrames.columns(ExamplesTable.SCHEMA)),
        ORDER,
        List.of(),
        TableFormat.JSONL,
        folder);
  }

  Path train() {
    return new Path(folder, Split.TRAIN.key());
  }

  Path validation() {
    return new Path(folder, Split.VALIDATION.key());
  }

  /** Row counts, for a log line. */
  String description() {
    return "%,d training rows, %,d evaluation rows, %,d test rows left out"
        .formatted(trainRows, validationRows, testRows);
  }

  /** Row counts for run.json. */
  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("learned", trainRows);
    facts.put("evaluated", validationRows);
    facts.put("untouched", testRows);
    return facts;
  }
}
