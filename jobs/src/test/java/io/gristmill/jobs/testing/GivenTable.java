package io.gristmill.jobs.novelty;

import io.gristmill.jobs.job.StageContext;
import io.gristmill.jobs.job.TableSource;
import io.gristmill.jobs.testing.Tables;
import io.gristmill.manifest.InputRecord;
import io.gristmill.record.Example;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A pool that is there already. */
record PoolTable(List<Example> examples) implements TableSource {

  @Override
  public String fingerprint() {
    return String.valueOf(examples.hashCode());
  }

  @Override
  public List<InputRecord> files() {
    return List.of();
  }

  @Override
  public Dataset<Row> read(StageContext context) {
    return Tables.examples(examples, 2);
  }
}
