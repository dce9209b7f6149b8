package io.gristmill.jobs.testing;

import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.TableSource;
import io.gristmill.manifest.InputRecord;
import io.gristmill.record.Example;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A source of examples in memory, for stages that compare their input with other examples. */
public record ExamplesSource(List<Example> examples) implements TableSource {

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
