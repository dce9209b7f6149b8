package io.gristmill.jobs.ingest;

import io.gristmill.jobs.io.InputFile;
import io.gristmill.jobs.io.InputPlan;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.TableSource;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.Tables;
import io.gristmill.manifest.InputRecord;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** A table source that reads examples as {@code ingest} does and skips unreadable records. */
public record IngestSource(IngestStage ingest) implements TableSource {

  public static IngestSource of(List<String> paths, IngestConfig config, Configuration hadoop) {
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
    return ingest.apply(context, Tables.empty(context.spark(), ExamplesTable.SCHEMA)).rows();
  }

  public static List<InputRecord> records(@Nullable InputPlan plan) {
    return plan == null ? List.of() : plan.files().stream().map(InputFile::record).toList();
  }
}
