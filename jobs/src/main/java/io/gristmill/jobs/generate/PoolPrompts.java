package io.gristmill.jobs.generate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.types.DataTypes.IntegerType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.jobs.llm.ExchangeTable;
import io.gristmill.jobs.llm.ExchangeTask;
import io.gristmill.jobs.table.TasksTable;
import io.gristmill.jobs.task.Iterators;
import io.gristmill.recipe.FewShotSelection;
import io.gristmill.recipe.PoolRecipe;
import io.gristmill.recipe.PoolRecipe.PoolTask;
import io.gristmill.record.ContentId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Prompts of a round with their few-shot tasks.
 *
 * @param round from 0
 * @param poolSize number of accepted tasks at the start of the round
 */
record PoolPrompts(PoolRecipe recipe, int round, long poolSize) implements java.io.Serializable {

  private static final String SHOWN = "shown";
  private static final String DRAW = "draw";
  private static final String SLOT = "slot";
  private static final String INDEX = "index";

  private static final StructType PROMPTS =
      new StructType()
          .add(ExchangeTable.PROMPT, LongType, false)
          .add(ExchangeTable.CANDIDATE, IntegerType, false)
          .add(DRAW, StringType, false);

  private static final StructType PICKS =
      new StructType()
          .add(ExchangeTable.PROMPT, LongType, false)
          .add(SLOT, IntegerType, false)
          .add(INDEX, LongType, false);

  /**
   * Builds a table with one row per prompt. Prompts with equal few-shot tasks share a partition.
   *
   * @param tasks accepted tasks, columns of {@link TasksTable}
   */
  Dataset<Row> table(SparkSession spark, Dataset<Row> tasks, int prompts, int partitions) {
    Dataset<Row> numbers = spark.range(0, prompts, 1, partitions).toDF(ExchangeTable.PROMPT);
    MapPartitionsFunction<Row, Row> draws =
        rows -> Iterators.map(rows, row -> promptRow(row.getLong(0)));
    FlatMapFunction<Row, Row> picks = row -> picks(row.getLong(0));
    Dataset<Row> fewShot =
        numbers
            .flatMap(picks, Encoders.row(PICKS))
            .join(
                tasks.select(
                    col(TasksTable.POSITION).as(INDEX),
                    col(TasksTable.ID),
                    col(TasksTable.INSTRUCTION)),
                new String[] {INDEX})
            .groupBy(ExchangeTable.PROMPT)
            .agg(
                sort_array(
                        collect_list(
                            struct(col(SLOT), col(TasksTable.ID), col(TasksTable.INSTRUCTION))))
                    .as(SHOWN));
    return numbers
        .mapPartitions(draws, Encoders.row(PROMPTS))
        .join(fewShot, new String[] {ExchangeTable.PROMPT}, "left_outer")
        .select(ExchangeTable.PROMPT, ExchangeTable.CANDIDATE, DRAW, SHOWN)
        .repartition(partitions, col(DRAW));
  }

  /** Creates the exchange of a row of {@link #table}. */
  ExchangeTask.ExchangeFactory start() {
    return row -> recipe.propose(draw(row.getLong(0)), readFewShotTasks(row));
  }

  private static List<PoolTask> readFewShotTasks(Row row) {
    List<PoolTask> tasks = new ArrayList<>();
    int column = row.fieldIndex(SHOWN);
    if (!row.isNullAt(column)) {
      for (Row task : row.<Row>getList(column)) {
        tasks.add(new PoolTask(task.getString(1), task.getString(2)));
      }
    }
    return tasks;
  }

  private Row promptRow(long prompt) {
    return RowFactory.create(prompt, -1, ContentId.ofParts(draw(prompt).picks().toString()));
  }

  private Iterator<Row> picks(long prompt) {
    List<Row> picks = new ArrayList<>();
    for (int index : draw(prompt).poolIndexes()) {
      picks.add(RowFactory.create(prompt, picks.size(), (long) index));
    }
    return picks.iterator();
  }

  private FewShotSelection draw(long prompt) {
    return recipe.selectFewShot(round, Math.toIntExact(prompt), Math.toIntExact(poolSize));
  }
}
