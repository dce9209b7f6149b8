package io.gristmill.jobs.dedup;

import io.gristmill.jobs.job.PartFiles;
import io.gristmill.similarity.cosine.JoinCost;
import io.gristmill.similarity.cosine.JoinCounters;
import io.gristmill.similarity.cosine.JoinSettings;
import io.gristmill.similarity.cosine.JoinTuning;
import io.gristmill.similarity.cosine.OrderedJoin;
import io.gristmill.similarity.cosine.PackedPart;
import io.gristmill.similarity.cosine.Witnesses;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** What the tasks of {@link OrderedRounds} do. */
record OrderedStep(
    PackedFiles files, JoinSettings settings, JoinTuning tuning, Broadcast<SharedVocabulary> shared)
    implements Serializable {

  private static final int REMOVAL = 2 * Long.BYTES + Double.BYTES;

  /**
   * Rows to probe against others.
   *
   * @param others files of the rows that may remove others
   * @param rows the rows to decide
   * @param slice which of {@code slices} equal slices of the rows is this task's
   */
  record Probe(List<String> others, OpenRows rows, int slice, int slices) implements Serializable {}

  /**
   * What a task has done.
   *
   * @param stay the rows that stay
   * @param removals file of the removals, where there are any
   * @param counters work done
   */
  record Done(OpenRows stay, List<String> removals, JoinCounters counters)
      implements Serializable {}

  /** Keep-first inside a stretch that no earlier row concerns any more. */
  Done resolve(OpenRows rows) {
    PackedPart part = files.read(rows.files());
    try (OrderedJoin join =
        OrderedJoin.within(
            part.vectors(shared.value().vocabulary()), shared.value().order(), tuning, settings)) {
      return done(rows, join.greedy(), part.positions(), part, false);
    }
  }

  /** The first witnesses of rows among others with smaller positions. */
  Done probe(Probe task) {
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
      return done(task.rows(), join.earliest(), positions, rows, task.slices() > 1);
    }
  }

  private static PackedPart slice(PackedPart part, int slice, int slices) {
    long first = (long) part.size() * slice / slices;
    long last = (long) part.size() * (slice + 1) / slices;
    return slices == 1 ? part : part.subset(row -> row >= first && row < last);
  }

  private Done done(
      OpenRows before, Witnesses found, long[] others, PackedPart part, boolean sliced) {
    int[] going = IntStream.range(0, part.size()).filter(row -> !found.stays(row)).toArray();
    if (going.length == 0 && !sliced) {
      return new Done(
          before.costing(JoinCost.nanos(found.counters())), List.of(), found.counters());
    }
    PackedPart left = going.length == 0 ? part : part.subset(found::stays);
    List<String> written = left.size() == 0 ? List.of() : List.of(files.write(before.last(), left));
    return new Done(
        new OpenRows(
            before.last(),
            written,
            left.size(),
            left.entries(),
            JoinCost.nanos(found.counters()) * left.size() / Math.max(1, part.size())),
        going.length == 0 ? List.of() : List.of(write(before.last(), going, found, others, part)),
        found.counters());
  }

  private String write(int number, int[] going, Witnesses found, long[] others, PackedPart part) {
    long[] positions = part.positions();
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(going.length, REMOVAL));
    for (int row : going) {
      bytes.putLong(positions[row]).putLong(others[found.witness(row)]);
      bytes.putDouble(found.cosine(row));
    }
    return files.files().write(number, bytes.array());
  }

  /** The removals of a file as rows of {@link Findings#REMOVALS}. */
  static Iterator<Row> removals(PartFiles files, String file) {
    ByteBuffer bytes = ByteBuffer.wrap(files.read(file));
    return IntStream.range(0, bytes.remaining() / REMOVAL)
        .mapToObj(k -> RowFactory.create(bytes.getLong(), bytes.getLong(), bytes.getDouble()))
        .iterator();
  }
}
