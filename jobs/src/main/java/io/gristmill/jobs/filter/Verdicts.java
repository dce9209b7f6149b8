package io.gristmill.jobs.filter;

import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.quality.RuleSet;
import io.gristmill.quality.Verdict;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** Iterates over the dropped records of a partition. */
final class Verdicts implements Iterator<Row> {

  private final Iterator<Row> records;
  private final RuleSet rules;
  private @Nullable Row next;

  Verdicts(Iterator<Row> records, RuleSet rules) {
    this.records = records;
    this.rules = rules;
  }

  @Override
  public boolean hasNext() {
    while (next == null && records.hasNext()) {
      next = drop(rules, records.next());
    }
    return next != null;
  }

  @Override
  public Row next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    Row row = next;
    next = null;
    return row;
  }

  /** The verdict of the single-record rules: a row of {@link Drops}, or null for a kept record. */
  static @Nullable Row drop(RuleSet rules, Row record) {
    return rules.judge(ExamplesTable.read(record)) instanceof Verdict.Drop drop
        ? RowFactory.create(
            record.getAs(ExamplesTable.POSITION),
            drop.rule(),
            finite(drop.score()),
            finite(drop.threshold()),
            null,
            drop.detail())
        : null;
  }

  /** The value, or null if it is infinite or NaN. */
  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
