package io.gristmill.jobs.train.data;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.encode.EncodedRow;
import io.gristmill.encode.UnusableRecord;
import io.gristmill.jobs.io.ReadError;
import io.gristmill.jobs.io.RecordFiles;
import io.gristmill.jobs.io.SourceRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Reads files into rows of tokens. Blocks of records are tokenised by all cores, and taken in their
 * order.
 */
final class RowLoader<T> {

  private static final int BLOCK = 1024;
  private static final int SHOWN = 1 << 16;

  /** What is known of a kept row. */
  interface RowSink<T> {
    /** Takes a row; its tokens, how many of them are labels, and the columns it needs. */
    Size add(T row, String file, String place);
  }

  record Size(int tokens, int labels, int columns) {}

  private record Numbered(String file, SourceRecord record, long place) {}

  private final BiFunction<JsonNode, Long, List<EncodedRow<T>>> encode;
  private final RowSink<T> sink;
  private final RowRejects rejects;
  private final int limit;
  private final SortedMap<String, Long> dropped = new TreeMap<>();
  private List<Numbered> block = new ArrayList<>(BLOCK);
  private long records;
  private long rows;
  private long kept;
  private long truncated;
  private long tokens;
  private long labels;
  private long lost;
  private long mended;
  private int longest;

  /**
   * @param teach what a record at a place becomes; called by several threads
   */
  RowLoader(
      BiFunction<JsonNode, Long, List<EncodedRow<T>>> teach,
      RowSink<T> sink,
      RowRejects rejects,
      int limit) {
    this.encode = teach;
    this.sink = sink;
    this.rejects = rejects;
    this.limit = limit;
  }

  /**
   * Reads everything.
   *
   * @throws UserException when no row is left
   */
  DataReport load(List<String> inputs) {
    RecordFiles.of(inputs)
        .forEach(
            (file, record) -> {
              block.add(new Numbered(file, record, records++));
              if (block.size() == BLOCK) {
                flush();
              }
            });
    flush();
    DataReport report =
        new DataReport(
            rows, kept, truncated, dropped, tokens, labels, lost, mended, longest, limit);
    if (kept == 0) {
      throw new UserException(
          ExitCode.INPUT,
          "%s: no row to train on; %d rows were read, dropped=%s"
              .formatted(String.join(", ", inputs), rows, dropped));
    }
    return report;
  }

  private void flush() {
    List<Numbered> all = block;
    block = new ArrayList<>(BLOCK);
    List<List<EncodedRow<T>>> taught = all.parallelStream().map(this::taught).toList();
    for (int i = 0; i < all.size(); i++) {
      for (EncodedRow<T> one : taught.get(i)) {
        take(one, all.get(i));
      }
    }
  }

  private List<EncodedRow<T>> taught(Numbered one) {
    JsonNode node = one.record().node();
    return node == null
        ? List.of(new EncodedRow.Dropped<>(fault(one.record()), 0))
        : encode.apply(node, one.place());
  }

  private static UnusableRecord fault(SourceRecord record) {
    ReadError error = record.error();
    return error == null
        ? new UnusableRecord("unreadable", "no value")
        : new UnusableRecord(error.rule(), error.reason());
  }

  private void take(EncodedRow<T> one, Numbered from) {
    rows++;
    String place = from.record().place();
    if (one instanceof EncodedRow.Dropped<T> gone) {
      lost += gone.lostTokens();
      UnusableRecord reason = gone.reason();
      dropped.merge(reason.rule(), 1L, Long::sum);
      rejects.add(
          new RowReject(
              from.file(), place, reason.rule(), reason.detail(), from.record().text(SHOWN)));
      return;
    }
    EncodedRow.Kept<T> row = (EncodedRow.Kept<T>) one;
    Size size = sink.add(row.row(), from.file(), place);
    kept++;
    tokens += size.tokens();
    labels += size.labels();
    longest = Math.max(longest, size.columns());
    lost += row.lostTokens();
    truncated += row.lostTokens() > 0 ? 1 : 0;
    mended += row.boundaryForced() ? 1 : 0;
  }
}
