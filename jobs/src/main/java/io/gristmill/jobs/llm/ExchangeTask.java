package io.gristmill.jobs.llm;

import io.gristmill.recipe.Exchange;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Runs the exchanges of a partition concurrently. Input: rows whose first columns are {@link
 * ExchangeTable#PROMPT} and {@link ExchangeTable#CANDIDATE}. Output: {@link ExchangeTable}, in the
 * order in which exchanges finish.
 */
public record ExchangeTask(ModelHandle model, ExchangeFactory factory)
    implements MapPartitionsFunction<Row, Row> {

  /** Creates the exchange of a row. */
  @FunctionalInterface
  public interface ExchangeFactory extends Serializable {
    Exchange create(Row row);
  }

  /** Runs the exchanges of rows. */
  public Dataset<Row> run(Dataset<Row> starts) {
    return starts.mapPartitions(this, Encoders.row(ExchangeTable.SCHEMA));
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    ExchangeRunner runner = new ExchangeRunner(model.modelClient(), model.price());
    BoundedParallelIterator results =
        new BoundedParallelIterator(rows, row -> runExchange(runner, row), model.threadsPerTask());
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.addTaskCompletionListener((TaskCompletionListener) done -> results.close());
    }
    return results;
  }

  private Iterable<Row> runExchange(ExchangeRunner runner, Row row) throws Exception {
    ExchangeRunner.Result result = runner.run(factory.create(row));
    ExchangeTable.Key key = new ExchangeTable.Key(row.getLong(0), row.getInt(1));
    return ExchangeTable.rows(key, result.done(), result.usage());
  }
}
