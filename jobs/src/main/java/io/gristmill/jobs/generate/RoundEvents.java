package io.gristmill.jobs.generate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.jobs.llm.ExchangeTable;
import io.gristmill.jobs.stage.TextNovelty;
import io.gristmill.jobs.table.RejectsTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * All events of a round in canonical order: by prompt; first its candidates in turn (accepted with
 * the results of the completion, or too similar), then the rejected pieces of its answer.
 */
final class RoundEvents {

  /** A candidate added to the pool. */
  static final String ACCEPTED = "accepted";

  /** A candidate too similar to another task. */
  static final String SIMILAR = "similar";

  /** Number of a candidate in the round, from 0. */
  static final String NUMBER = "number";

  private static final String GROUP = "group";
  private static final int CANDIDATES = 0;
  private static final int REST = 1;
  private static final String ORDER = "order";
  private static final String[] IN_ORDER = {
    ExchangeTable.PROMPT, GROUP, ExchangeTable.CANDIDATE, ORDER
  };

  private RoundEvents() {}

  /**
   * Returns the events of a round in order, in one partition.
   *
   * @param proposed results of the proposing exchanges
   * @param accepted accepted candidates: columns of {@link ExchangeTable} and {@link #NUMBER}
   * @param similar too similar candidates: the same columns, with {@link TextNovelty#SCORE}, {@link
   *     TextNovelty#WITNESS} and {@link RejectsTable#WITNESS_ID}, null if the witness is of this
   *     round
   * @param completed results of the completing exchanges
   */
  static Dataset<Row> of(
      Dataset<Row> proposed, Dataset<Row> accepted, Dataset<Row> similar, Dataset<Row> completed) {
    Dataset<Row> refused =
        proposed
            .filter(col(ExchangeTable.KIND).notEqual(lit(ExchangeTable.CANDIDATE_MADE)))
            .withColumn(ORDER, col(ExchangeTable.PLACE));
    Dataset<Row> completions = completed.withColumn(ORDER, col(ExchangeTable.PLACE).plus(lit(1)));
    return events(candidates(accepted, ACCEPTED), CANDIDATES)
        .union(events(candidates(similar, SIMILAR), CANDIDATES))
        .union(events(completions, CANDIDATES))
        .union(events(refused, REST))
        .repartition(1)
        .sortWithinPartitions(
            Arrays.stream(IN_ORDER).map(name -> col(name)).toArray(Column[]::new));
  }

  /** The exchange of a candidate is identified by its place in the answer. */
  private static Dataset<Row> candidates(Dataset<Row> candidates, String kind) {
    return candidates
        .withColumn(ExchangeTable.CANDIDATE, col(ExchangeTable.PLACE))
        .withColumn(ExchangeTable.KIND, lit(kind))
        .withColumn(ORDER, lit(0));
  }

  private static Dataset<Row> events(Dataset<Row> rows, int group) {
    List<String> present = List.of(rows.columns());
    List<Column> columns = new ArrayList<>();
    columns.add(lit(group).as(GROUP));
    columns.add(col(ORDER));
    for (String name : ExchangeTable.SCHEMA.fieldNames()) {
      columns.add(col(name));
    }
    columns.add(orNull(present, NUMBER).cast(LongType).as(NUMBER));
    columns.add(orNull(present, TextNovelty.WITNESS).cast(LongType).as(TextNovelty.WITNESS));
    columns.add(orNull(present, TextNovelty.SCORE).cast(DoubleType).as(TextNovelty.SCORE));
    columns.add(
        orNull(present, RejectsTable.WITNESS_ID).cast(StringType).as(RejectsTable.WITNESS_ID));
    return rows.select(columns.toArray(new Column[0]));
  }

  private static Column orNull(List<String> present, String name) {
    return present.contains(name) ? col(name) : lit(null);
  }
}
