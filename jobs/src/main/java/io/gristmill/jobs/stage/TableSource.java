package io.gristmill.jobs.stage;

import io.gristmill.manifest.InputRecord;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Reads examples that a stage compares its input with. The command line provides the
 * implementation, so that stages do not depend on input formats.
 */
public interface TableSource {

  /** Content hashes and reading options, for the fingerprint of the stage that reads them. */
  String fingerprint();

  List<InputRecord> files();

  /** Reads the examples, with the columns of {@code ExamplesTable}. */
  Dataset<Row> read(StageContext context);
}
