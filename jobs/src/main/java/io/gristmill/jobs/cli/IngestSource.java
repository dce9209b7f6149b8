package io.gristmill.jobs.cli;

import io.gristmill.jobs.ingest.IngestConfig;
import io.gristmill.jobs.ingest.IngestStage;
import io.gristmill.jobs.io.InputFile;
import io.gristmill.jobs.io.InputPlan;
import io.gristmill.jobs.job.StageContext;
import io.gristmill.jobs.job.TableSource;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.manifest.InputRecord;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** A table source that reads examples as {@code ingest} does and skips unreadable records. */
record IngestSource(IngestStage ingest) implements TableSource {

  static IngestSource of(List<String> paths, IngestConfig config, Configuration hadoop) {
    return new IngestSource(IngestStage.of(paths, config, hadoop));
  }

  @Override
  public String fingerprint() {
    return ingest.fingerprint();
  }

  @Override
  public List<InputRecord> files() {
    return records(ingest.plan().orElse(null));
  }

  @Override
  public Dataset<Row> read(StageContext context) {
    return ingest
        .apply(context, context.spark().createDataFrame(List.<Row>of(), ExamplesTable.SCHEMA))
        .rows();
  }

  static List<InputRecord> records(@Nullable InputPlan plan) {
    return plan == null ? List.of() : plan.files().stream().map(InputFile::record).toList();
  }
}
