package io.gristmill.jobs.reference;

import static io.gristmill.jobs.table.RejectsTable.DETAIL;
import static io.gristmill.jobs.table.RejectsTable.RULE;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.encode.EncodedRow;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.task.Iterators;
import io.gristmill.jobs.task.TaskDevice;
import io.gristmill.jobs.train.data.ReferenceLogProbs;
import io.gristmill.record.Example;
import io.gristmill.tokens.PairTokens;
import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Scores the rows of a partition: adds the log-probabilities to each example, or the rule and
 * detail of its rejection.
 *
 * @param identity identity hash of the model
 * @param threads per call
 * @param run run id, to keep runs in one process apart
 */
record ReferenceTask(ReferenceConfig config, String identity, int threads, String run)
    implements MapPartitionsFunction<Row, Row> {

  static final StructType SCHEMA =
      ExamplesTable.SCHEMA.add(RULE, StringType, false).add(DETAIL, StringType, false);

  /** Value of {@code reference_model} in the metadata. */
  String modelName() {
    return ReferenceLogProbs.modelName(identity, config.bf16());
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return rows;
    }
    ReferenceModel model = ReferenceModel.of(this, TaskDevice.of(config.device()));
    return Iterators.map(rows, row -> score(model, ExamplesTable.read(row)));
  }

  private static Row score(ReferenceModel model, Example example) {
    EncodedRow<PairTokens> encoded = model.pairs().encode(example);
    if (encoded instanceof EncodedRow.Dropped<PairTokens> dropped) {
      return row(example, dropped.reason().rule(), dropped.reason().detail());
    }
    PairTokens pair = ((EncodedRow.Kept<PairTokens>) encoded).row();
    ReferenceLogProbs score = model.score(pair);
    return row(example.withMetadata(score.in(example.metadata())), "", "");
  }

  private static Row row(Example example, String rule, String detail) {
    return DataFrames.append(ExamplesTable.write(example), rule, detail);
  }
}
