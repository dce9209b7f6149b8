package io.gristmill.jobs.ingest;

import io.gristmill.jobs.io.Records;
import io.gristmill.jobs.io.SourceRecord;
import io.gristmill.record.parse.ParseResult;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/** Iterates over the classified rows of several slices, reading one record at a time. */
final class SliceRows implements Iterator<Row> {

  private final SliceRecordReader reader;
  private final Iterator<SliceTask> tasks;
  private final ArrayDeque<Row> rows = new ArrayDeque<>();
  private @Nullable SliceTask task;
  private @Nullable Records records;
  private long rank;

  SliceRows(SliceRecordReader reader, Iterable<SliceTask> tasks) {
    this.reader = reader;
    this.tasks = tasks.iterator();
    TaskContext context = TaskContext.get();
    if (context != null) {
      context.addTaskCompletionListener((TaskCompletionListener) ended -> close());
    }
  }

  @Override
  public boolean hasNext() {
    while (rows.isEmpty()) {
      if (records != null && records.hasNext() && task != null) {
        add(records.next(), task);
      } else if (!openNext()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return rows.remove();
  }

  private void add(SourceRecord record, SliceTask from) {
    for (ParseResult result : reader.parse(record, from.slice().file().name())) {
      rows.add(reader.row(result, record, from.slice().file().displayPath(), rank++));
    }
  }

  private boolean openNext() {
    close();
    if (!tasks.hasNext()) {
      return false;
    }
    task = tasks.next();
    rank = task.rowsBefore();
    records = reader.open(task);
    return true;
  }

  private void close() {
    if (records != null) {
      records.close();
      records = null;
    }
  }
}
