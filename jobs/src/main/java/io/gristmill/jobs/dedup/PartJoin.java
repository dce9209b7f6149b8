package io.gristmill.jobs.dedup;

import io.gristmill.jobs.job.PartFiles;
import io.gristmill.similarity.cosine.JoinSettings;
import io.gristmill.similarity.cosine.PackedPart;
import io.gristmill.similarity.cosine.PairBatch;
import io.gristmill.similarity.cosine.TileJoin;
import io.gristmill.similarity.cosine.Vectors;
import java.io.Serializable;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One task of the cluster join: two parts, or one with itself. Pairs stream out step by step, so
 * memory does not grow with them.
 */
record PartJoin(PartFiles files, double threshold, int threads, Broadcast<SharedVocabulary> shared)
    implements Serializable {

  Iterator<Row> join(PartFiles.PartPair task) {
    PackedPart left = PartPacker.decode(files.read(task.left().file()));
    PackedPart right = task.within() ? left : PartPacker.decode(files.read(task.right().file()));
    SharedVocabulary vocabulary = shared.value();
    Vectors leftVectors = left.vectors(vocabulary.vocabulary());
    JoinSettings settings = JoinSettings.of(threshold).withThreads(threads);
    TileJoin join =
        task.within()
            ? TileJoin.within(leftVectors, vocabulary.order(), settings)
            : TileJoin.between(
                leftVectors, right.vectors(vocabulary.vocabulary()), vocabulary.order(), settings);
    TaskContext running = TaskContext.get();
    running.addTaskCompletionListener(
        (org.apache.spark.util.TaskCompletionListener) done -> join.close());
    return new Pairs(join, left.positions(), right.positions());
  }

  /** The pairs of a join, fetched a step at a time. */
  private static final class Pairs implements Iterator<Row> {

    private final TileJoin join;
    private final long[] left;
    private final long[] right;
    private final PairBatch batch = new PairBatch();
    private int next;

    Pairs(TileJoin join, long[] left, long[] right) {
      this.join = join;
      this.left = left;
      this.right = right;
    }

    @Override
    public boolean hasNext() {
      while (next == batch.size()) {
        batch.clear();
        next = 0;
        if (!join.advance(batch)) {
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
      long a = left[batch.left(next)];
      long b = right[batch.right(next)];
      return RowFactory.create(Math.min(a, b), Math.max(a, b), batch.cosine(next++));
    }
  }
}
