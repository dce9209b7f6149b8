package io.gristmill.jobs.dedup;

import io.gristmill.jobs.storage.PartFiles;
import io.gristmill.similarity.cosine.FirstMatches;
import io.gristmill.similarity.cosine.JoinCost;
import io.gristmill.similarity.cosine.JoinCounters;
import io.gristmill.similarity.cosine.JoinSettings;
import io.gristmill.similarity.cosine.JoinTuning;
import io.gristmill.similarity.cosine.OrderedJoin;
import io.gristmill.similarity.cosine.PackedPart;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The tasks of {@link OrderedRounds}. */
record OrderedRoundTask(
    PackedFiles files, JoinSettings settings, JoinTuning tuning, Broadcast<SharedVocabulary> shared)
    implements Serializable {

  private static final int REMOVAL = 2 * Long.BYTES + Double.BYTES;

  /**
   * Rows to probe against others.
   *
   * @param others files of the rows that may remove others
   * @param rows rows to decide
   * @param slice index of this task's slice, of {@code slices} equal slices of the rows
   */
  record Probe(List<String> others, UndecidedRows rows, int slice, int slices)
      implements Serializable {}

  /**
   * The result of a task.
   *
   * @param kept rows that no other row removed
   * @param removals file of the removals; empty if there are none
   * @param counters work done
   */
  record Result(UndecidedRows kept, List<String> removals, JoinCounters counters)
      implements Serializable {}

  /** Applies keep-first within rows that no earlier row can remove any more. */
  Result resolve(UndecidedRows rows) {
    PackedPart part = files.read(rows.files());
    try (OrderedJoin join =
        OrderedJoin.within(
            part.vectors(shared.value().vocabulary()), shared.value().order(), tuning, settings)) {
      return toResult(rows, join.greedy(), part.positions(), part, false);
    }
  }

  /** Finds the first match of each row among other rows with smaller positions. */
  Result probe(Probe task) {
    PackedPart others = files.read(task.others());
    PackedPart rows = slice(files.read(task.rows().files()), task.slice(), task.slices());
    long[] positions = others.positions();
    try (OrderedJoin join =
        OrderedJoin.between(
            others.vectors(shared.value().vocabulary()),
            positions,
            rows.vectors(shared.value().vocabulary()),
            rows.positions(),
            shared.value().order(),
            tuning,
            settings)) {
      return toResult(task.rows(), join.earliest(), positions, rows, task.slices() > 1);
    }
  }

  private static PackedPart slice(PackedPart part, int slice, int slices) {
    long first = (long) part.size() * slice / slices;
    long last = (long) part.size() * (slice + 1) / slices;
    return slices == 1 ? part : part.subset(row -> row >= first && row < last);
  }

  private Result toResult(
      UndecidedRows before, FirstMatches found, long[] others, PackedPart part, boolean sliced) {
    int[] removed = IntStream.range(0, part.size()).filter(row -> !found.isKept(row)).toArray();
    if (removed.length == 0 && !sliced) {
      return new Result(
          before.withCost(JoinCost.nanos(found.counters())), List.of(), found.counters());
    }
    PackedPart left = removed.length == 0 ? part : part.subset(found::isKept);
    List<String> written = left.size() == 0 ? List.of() : List.of(files.write(before.last(), left));
    return new Result(
        new UndecidedRows(
            before.last(),
            written,
            left.size(),
            left.entries(),
            JoinCost.nanos(found.counters()) * left.size() / Math.max(1, part.size())),
        removed.length == 0
            ? List.of()
            : List.of(write(before.last(), removed, found, others, part)),
        found.counters());
  }

  private String write(
      int number, int[] removed, FirstMatches found, long[] others, PackedPart part) {
    long[] positions = part.positions();
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(removed.length, REMOVAL));
    for (int row : removed) {
      bytes.putLong(positions[row]).putLong(others[found.match(row)]);
      bytes.putDouble(found.cosine(row));
    }
    return files.files().write(number, bytes.array());
  }

  /** Reads the removals of a file as rows of {@link DedupResult#REMOVALS}. */
  static Iterator<Row> removals(PartFiles files, String file) {
    ByteBuffer bytes = ByteBuffer.wrap(files.read(file));
    return IntStream.range(0, bytes.remaining() / REMOVAL)
        .mapToObj(k -> RowFactory.create(bytes.getLong(), bytes.getLong(), bytes.getDouble()))
        .iterator();
  }
}
