package io.gristmill.jobs.job;

import io.gristmill.manifest.InputRecord;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Examples that a stage compares with besides its input, read from anywhere; handed in by the
 * command line, so that stages need not know how files are read.
 */
public interface TableSource {

  /** Content hashes and reading rules, for the fingerprint of the stage that reads. */
  String fingerprint();

  /** The files. */
  List<InputRecord> files();

  /** The examples, columns of {@code ExamplesTable}. */
  Dataset<Row> read(StageContext context);
}
