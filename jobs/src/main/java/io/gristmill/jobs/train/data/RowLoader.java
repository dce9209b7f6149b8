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
import java.util.function.Consumer;

/**
 * Reads files into rows of tokens. All cores encode blocks of records in parallel; rows keep the
 * order of the records.
 */
final class RowLoader<T> {

  private static final int BLOCK_SIZE = 1024;
  private static final int MAX_REJECT_CHARS = 1 << 16;

  interface RowSink<T> {
    /** Stores a row and returns its size. */
    Size add(T row, String file, String place);
  }

  record Size(int tokens, int labels, int columns) {}

  private record Numbered(String file, SourceRecord record, long index) {}

  private final BiFunction<JsonNode, Long, List<EncodedRow<T>>> encode;
  private final RowSink<T> sink;
  private final Consumer<RowReject> rejects;
  private final int maxLength;
  private final SortedMap<String, Long> dropped = new TreeMap<>();
  private List<Numbered> block = new ArrayList<>(BLOCK_SIZE);
  private long records;
  private long rows;
  private long kept;
  private long truncated;
  private long tokens;
  private long labels;
  private long lostTokens;
  private long boundariesForced;
  private int maxRowLength;

  /**
   * @param encode encodes the record at an index; several threads call it
   */
  RowLoader(
      BiFunction<JsonNode, Long, List<EncodedRow<T>>> encode,
      RowSink<T> sink,
      Consumer<RowReject> rejects,
      int limit) {
    this.encode = encode;
    this.sink = sink;
    this.rejects = rejects;
    this.maxLength = limit;
  }

  /** Reads all inputs; refuses them if no row is kept. */
  DataReport load(List<String> inputs) {
    RecordFiles.of(inputs)
        .forEach(
            (file, record) -> {
              block.add(new Numbered(file, record, records++));
              if (block.size() == BLOCK_SIZE) {
                flush();
              }
            });
    flush();
    DataReport report =
        new DataReport(
            rows,
            kept,
            truncated,
            dropped,
            tokens,
            labels,
            lostTokens,
            boundariesForced,
            maxRowLength,
            maxLength);
    if (kept == 0) {
      throw new UserException(
          ExitCode.INPUT,
          "%s: no row to train on; all %d rows were dropped: %s"
              .formatted(String.join(", ", inputs), rows, dropped));
    }
    return report;
  }

  private void flush() {
    List<Numbered> all = block;
    block = new ArrayList<>(BLOCK_SIZE);
    List<List<EncodedRow<T>>> encoded = all.parallelStream().map(this::encodeRecord).toList();
    for (int i = 0; i < all.size(); i++) {
      for (EncodedRow<T> encodedRow : encoded.get(i)) {
        take(encodedRow, all.get(i));
      }
    }
  }

  private List<EncodedRow<T>> encodeRecord(Numbered encodedRow) {
    JsonNode node = encodedRow.record().node();
    return node == null
        ? List.of(new EncodedRow.Dropped<>(fault(encodedRow.record()), 0))
        : encode.apply(node, encodedRow.index());
  }

  private static UnusableRecord fault(SourceRecord record) {
    ReadError error = record.error();
    return error == null
        ? new UnusableRecord("unreadable", "no value")
        : new UnusableRecord(error.rule(), error.reason());
  }

  private void take(EncodedRow<T> encodedRow, Numbered from) {
    rows++;
    String place = from.record().place();
    if (encodedRow instanceof EncodedRow.Dropped<T> dropped) {
      lostTokens += dropped.lostTokens();
      UnusableRecord reason = dropped.reason();
      this.dropped.merge(reason.rule(), 1L, Long::sum);
      rejects.accept(
          new RowReject(
              from.file(),
              place,
              reason.rule(),
              reason.detail(),
              from.record().text(MAX_REJECT_CHARS)));
      return;
    }
    EncodedRow.Kept<T> row = (EncodedRow.Kept<T>) encodedRow;
    Size size = sink.add(row.row(), from.file(), place);
    kept++;
    tokens += size.tokens();
    labels += size.labels();
    maxRowLength = Math.max(maxRowLength, size.columns());
    lostTokens += row.lostTokens();
    truncated += row.lostTokens() > 0 ? 1 : 0;
    boundariesForced += row.boundaryForced() ? 1 : 0;
  }
}
