package io.gristmill.jobs.exchange;

import io.gristmill.jobs.llm.ModelHandle;
import io.gristmill.llm.budget.Price;
import io.gristmill.recipe.Exchange;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/**
 * A task that runs the exchanges of its rows, many at a time. Input: rows whose first columns are
 * {@link ExchangeTable#PROMPT} and {@link ExchangeTable#CANDIDATE}. Output: {@link ExchangeTable},
 * in the order in which exchanges end.
 *
 * @param concurrency exchanges at a time, which bounds what the task holds in memory too
 */
public record ExchangeTask(ModelHandle model, Price price, int concurrency, ExchangeFactory factory)
    implements MapPartitionsFunction<Row, Row> {

  /** The exchange of a row. */
  @FunctionalInterface
  public interface ExchangeFactory extends Serializable {
    Exchange create(Row row);
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    ExchangeRunner conversation = new ExchangeRunner(model.modelClient(), price);
    BoundedParallelIterator crew =
        new BoundedParallelIterator(rows, row -> runExchange(conversation, row), concurrency);
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.addTaskCompletionListener((TaskCompletionListener) done -> crew.close());
    }
    return crew;
  }

  private Iterable<Row> runExchange(ExchangeRunner conversation, Row row) throws Exception {
    ExchangeRunner.Result end = conversation.run(factory.create(row));
    ExchangeTable.Key key = new ExchangeTable.Key(row.getLong(0), row.getInt(1));
    return ExchangeTable.rows(key, end.done(), end.usage());
  }
}
