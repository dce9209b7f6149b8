package io.gristmill.jobs.dedup;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;

import io.gristmill.jobs.task.Iterators;
import io.gristmill.similarity.cosine.GramCounter;
import io.gristmill.similarity.cosine.NgramRange;
import io.gristmill.similarity.cosine.Vectors;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Computes the canonical cosine of two texts per row. */
record PairCosine(NgramRange range, Broadcast<SharedVocabulary> shared) implements Serializable {

  static StructType schema(String left, String right) {
    return new StructType()
        .add(left, LongType, false)
        .add(right, LongType, false)
        .add(DedupResult.SIMILARITY, DoubleType, false);
  }

  /** Maps (left, right, left text, right text) to (left, right, cosine). */
  Iterator<Row> measure(Iterator<Row> pairs) {
    GramCounter counter = new GramCounter(range);
    return Iterators.map(
        pairs,
        pair -> {
          Vectors both =
              Vectors.of(
                  List.of(counter.count(pair.getString(2)), counter.count(pair.getString(3))),
                  shared.value().vocabulary());
          return RowFactory.create(pair.getLong(0), pair.getLong(1), both.cosine(0, both, 1));
        });
  }
}
