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
 * @param atOnce exchanges at a time, which bounds what the task holds in memory too
 */
public record ExchangeTask(ModelHandle model, Price price, int atOnce, Start start)
    implements MapPartitionsFunction<Row, Row> {

  /** The exchange of a row. */
  @FunctionalInterface
  public interface Start extends Serializable {
    Exchange of(Row row);
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    Conversation conversation = new Conversation(model.asker(), price);
    Crew crew = new Crew(rows, row -> exchange(conversation, row), atOnce);
    TaskContext task = TaskContext.get();
    if (task != null) {
      task.addTaskCompletionListener((TaskCompletionListener) done -> crew.close());
    }
    return crew;
  }

  private Iterable<Row> exchange(Conversation conversation, Row row) throws Exception {
    Conversation.End end = conversation.run(start.of(row));
    ExchangeTable.Key key = new ExchangeTable.Key(row.getLong(0), row.getInt(1));
    return ExchangeTable.rows(key, end.done(), end.used());
  }
}
