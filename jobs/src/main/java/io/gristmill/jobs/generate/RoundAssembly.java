package io.gristmill.jobs.generate;

import io.gristmill.jobs.llm.ExchangeTable;
import io.gristmill.jobs.llm.TokenUsage;
import io.gristmill.jobs.stage.TextNovelty;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.recipe.Candidate;
import io.gristmill.recipe.Proposals;
import io.gristmill.record.ContentId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Single pass over the {@link RoundEvents} of a round that assigns positions to records and
 * rejects, indexes to accepted tasks and witness ids to rejects. Yields rows of {@link RoundTable}.
 * Memory: one id per accepted task of the round.
 */
final class RoundAssembly implements Iterator<Row> {

  private final Iterator<Row> events;
  private final RoundRows rows;
  private final long firstNumber;
  private final Deque<Row> ready = new ArrayDeque<>();
  private final Map<Long, String> accepted = new HashMap<>();
  private @Nullable AcceptedTask task;
  private TokenUsage usage = TokenUsage.ZERO;
  private boolean ended;

  /**
   * @param rows creates the rows
   * @param firstNumber row number of candidate 0 in the novelty check
   */
  RoundAssembly(Iterator<Row> events, RoundRows rows, long firstNumber) {
    this.events = events;
    this.rows = rows;
    this.firstNumber = firstNumber;
  }

  /** An accepted candidate whose completion is still being read. */
  private static final class AcceptedTask {
    private final long number;
    private final Candidate candidate;
    private final Map<String, String> metadata;
    private @Nullable String firstRecord;

    AcceptedTask(long number, Candidate candidate) {
      this.number = number;
      this.candidate = candidate;
      this.metadata = new TreeMap<>(candidate.metadata());
    }

    String id() {
      return firstRecord == null ? RoundAssembly.id(candidate) : firstRecord;
    }
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && !ended) {
      if (events.hasNext()) {
        addEvent(events.next());
      } else {
        endTask();
        ready.add(rows.usageRow(usage));
        ended = true;
      }
    }
    return !ready.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void addEvent(Row event) {
    switch (event.<String>getAs(ExchangeTable.KIND)) {
      case RoundEvents.ACCEPTED -> {
        endTask();
        task =
            new AcceptedTask(event.<Long>getAs(RoundEvents.NUMBER), ExchangeTable.candidate(event));
      }
      case RoundEvents.SIMILAR -> {
        endTask();
        ready.add(
            rows.similarRow(
                lineage(event), event.<Double>getAs(TextNovelty.SCORE), witness(event)));
      }
      case ExchangeTable.CANDIDATE_MADE -> addRecord(ExchangeTable.candidate(event));
      case ExchangeTable.REJECTED -> ready.add(rows.rejectRow(event));
      case ExchangeTable.ENDED -> endExchange(event);
      default -> throw new IllegalStateException("unknown kind of event");
    }
  }

  private void addRecord(Candidate record) {
    String id = id(record);
    if (task != null && task.firstRecord == null) {
      task.firstRecord = id;
    }
    ready.add(rows.recordRow(id, record));
  }

  private void endExchange(Row event) {
    usage = usage.plus(ExchangeTable.usage(event));
    if (task != null) { // the end of its completion; proposals end after all tasks
      task.metadata.putAll(ExchangeTable.candidate(event).metadata());
    }
    endTask();
  }

  private void endTask() {
    AcceptedTask done = task;
    if (done != null) {
      ready.add(rows.taskRow(done.id(), done.candidate.instruction(), done.metadata));
      accepted.put(done.number, done.id());
      task = null;
    }
  }

  private @Nullable String witness(Row event) {
    String known = event.getAs(RejectsTable.WITNESS_ID);
    return known != null
        ? known
        : accepted.get(event.<Long>getAs(TextNovelty.WITNESS) - firstNumber);
  }

  /** Candidate without the texts of its call, which all candidates of a prompt share. */
  private static Candidate lineage(Row event) {
    Candidate candidate = ExchangeTable.candidate(event);
    return new Candidate(
        candidate.instruction(),
        candidate.input(),
        candidate.output(),
        candidate.parents(),
        Proposals.lineage(candidate.metadata()));
  }

  static String id(Candidate candidate) {
    return ContentId.of(candidate.instruction(), candidate.input(), candidate.output(), "");
  }
}
