package io.gristmill.jobs.dedup;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;

import io.gristmill.similarity.cosine.FeatureOrder;
import io.gristmill.similarity.cosine.ForestJoin;
import io.gristmill.similarity.cosine.JoinSettings;
import io.gristmill.similarity.cosine.PackedPart;
import io.gristmill.similarity.cosine.PairBuffer;
import io.gristmill.similarity.cosine.PairJoin;
import io.gristmill.similarity.cosine.TileJoin;
import io.gristmill.similarity.cosine.Vectors;
import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;

/**
 * One task of the cluster join: joins two parts, or one part with itself. Pairs are yielded step by
 * step, so memory does not grow with their number. The last row of a task reports its work and is
 * not a pair.
 */
record CosinePartJoin(
    PackedFiles files, JoinSettings settings, Output yield, Broadcast<SharedVocabulary> shared)
    implements Serializable {

  /** Output of a task besides the report of its work. */
  enum Output {
    /** Every similar pair. */
    PAIRS,
    /** Pairs that span the connected components, fewer than there are rows. */
    FOREST,
    /** No rows: pairs are only counted. */
    COUNT
  }

  static final String VISITS = "visits";
  static final String SURVIVORS = "survivors";
  static final String FOUND = "found";

  /** A pair, or the work of a task. */
  static final StructType SCHEMA =
      new StructType()
          .add(DedupResult.LEFT, LongType, true)
          .add(DedupResult.RIGHT, LongType, true)
          .add(DedupResult.SIMILARITY, DoubleType, true)
          .add(VISITS, LongType, true)
          .add(SURVIVORS, LongType, true)
          .add(FOUND, LongType, true);

  Iterator<Row> join(JoinTask task) {
    JoinSettings share = settings.withSlice(task.slice());
    PackedPart left = files.read(task.left().file());
    PackedPart right = task.within() ? left : files.read(task.right().file());
    PairJoin join = task.within() ? within(left, share) : between(left, right, share);
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) done -> join.close());
    return new RowIterator(join, left.positions(), right.positions(), yield != Output.COUNT);
  }

  private PairJoin within(PackedPart part, JoinSettings share) {
    Vectors vectors = part.vectors(shared.value().vocabulary());
    FeatureOrder order = shared.value().order();
    return yield == Output.FOREST
        ? ForestJoin.within(vectors, order, share)
        : TileJoin.within(vectors, order, share);
  }

  private PairJoin between(PackedPart left, PackedPart right, JoinSettings share) {
    Vectors first = left.vectors(shared.value().vocabulary());
    Vectors second = right.vectors(shared.value().vocabulary());
    FeatureOrder order = shared.value().order();
    return yield == Output.FOREST
        ? ForestJoin.between(first, second, order, share)
        : TileJoin.between(first, second, order, share);
  }

  /** Iterates over the pairs of a join, computed step by step, then its work. */
  private static final class RowIterator implements Iterator<Row> {

    private final PairJoin join;
    private final long[] left;
    private final long[] right;
    private final boolean pairs;
    private final PairBuffer batch = new PairBuffer();
    private int next;
    private long found;
    private boolean complete; // only the work remains
    private boolean ended;

    RowIterator(PairJoin join, long[] left, long[] right, boolean pairs) {
      this.join = join;
      this.left = left;
      this.right = right;
      this.pairs = pairs;
    }

    @Override
    public boolean hasNext() {
      while (next == batch.size() && !complete) {
        batch.clear();
        next = 0;
        complete = !join.advance(batch);
        found += batch.size();
        if (!pairs) {
          batch.clear();
        }
      }
      return !ended;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (next == batch.size()) {
        ended = true;
        return RowFactory.create(
            null, null, null, join.counters().visits(), join.counters().survivors(), found);
      }
      long a = left[batch.left(next)];
      long b = right[batch.right(next)];
      double cosine = batch.cosine(next++);
      return RowFactory.create(Math.min(a, b), Math.max(a, b), cosine, null, null, null);
    }
  }
}
