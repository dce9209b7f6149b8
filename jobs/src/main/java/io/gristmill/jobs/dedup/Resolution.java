package io.gristmill.jobs.dedup;

import static io.gristmill.jobs.dedup.Groups.GROUP;
import static io.gristmill.jobs.dedup.Groups.REMOVABLE;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.types.DataTypes.LongType;

import io.gristmill.jobs.job.Iterators;
import io.gristmill.similarity.Components;
import io.gristmill.similarity.KeepFirst;
import io.gristmill.similarity.cosine.NgramRange;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * From decisions about groups to the rows that go.
 *
 * <p>A group stands for rows of equal vectors; in decisions it is its first removable row, by which
 * it is known. Under the ordered rules its other removable rows share its witness where it goes,
 * and have itself as the witness where it stays: whatever is similar to the first is similar to its
 * copies, and earlier.
 */
final class Resolution {

  private static final String ROOT = "root";
  private static final String KEEPER = "keeper";
  private static final String KEEPER_GROUP = "keeper_group";

  private static final StructType ROOTS =
      new StructType().add(GROUP, LongType, false).add(ROOT, LongType, false);

  private final Groups groups;

  Resolution(Groups groups) {
    this.groups = groups;
  }

  /** The pairs of groups that decisions are about. */
  Dataset<Row> decisive(Dataset<Row> similar) {
    Dataset<Row> removable = groups.removable().select(GROUP);
    return similar
        .join(
            removable.select(col(GROUP).as(Findings.LEFT)),
            new String[] {Findings.LEFT},
            "left_semi")
        .join(
            removable.select(col(GROUP).as(Findings.RIGHT)),
            new String[] {Findings.RIGHT},
            "left_semi")
        .select(Findings.LEFT, Findings.RIGHT, Findings.SIMILARITY);
  }

  /**
   * The groups that go under {@code earliest-similar}, with their witnesses.
   *
   * @param pairs all pairs of removable groups, the earlier one left
   */
  static Dataset<Row> earliest(Dataset<Row> pairs) {
    return pairs
        .groupBy(Findings.RIGHT)
        .agg(min(struct(col(Findings.LEFT), col(Findings.SIMILARITY))).as("first"))
        .select(
            col(Findings.RIGHT).as(Findings.ROW),
            col("first." + Findings.LEFT).as(Findings.WITNESS),
            col("first." + Findings.SIMILARITY).as(Findings.SIMILARITY));
  }

  /** As {@link #earliest} for {@code greedy}: one task walks the pairs; it holds one bit a row. */
  static Dataset<Row> greedy(Dataset<Row> pairs) {
    MapPartitionsFunction<Row, Row> walk = Resolution::removed;
    return pairs
        .repartition(1)
        .sortWithinPartitions(Findings.RIGHT, Findings.LEFT)
        .mapPartitions(walk, Encoders.row(Findings.REMOVALS));
  }

  /** All rows that go, from the groups that go: {@link Findings#REMOVALS} in both. */
  Dataset<Row> byWitness(Dataset<Row> firsts) {
    Dataset<Row> decided =
        groups
            .removable()
            .join(firsts, col(GROUP).equalTo(col(Findings.ROW)), "left_outer")
            .select(
                col(GROUP),
                col(Findings.ROW).isNotNull().as("goes"),
                coalesce(col(Findings.WITNESS), col(GROUP)).as(Findings.WITNESS),
                coalesce(col(Findings.SIMILARITY), lit(1.0)).as(Findings.SIMILARITY));
    return groups
        .members()
        .filter(col(REMOVABLE))
        .join(decided, new String[] {GROUP})
        .filter(col("goes").or(col(Texts.ROW).notEqual(col(GROUP))))
        .select(col(Texts.ROW).as(Findings.ROW), col(Findings.WITNESS), col(Findings.SIMILARITY));
  }

  /**
   * All rows that go under {@code components}.
   *
   * @param edges pairs of removable groups that connect what is connected
   */
  Dataset<Row> byKeeper(
      Dataset<Row> edges,
      Dataset<Row> texts,
      Broadcast<SharedVocabulary> shared,
      NgramRange range) {
    Dataset<Row> removable =
        groups
            .members()
            .filter(col(REMOVABLE))
            .join(roots(edges), new String[] {GROUP}, "left_outer")
            .withColumn(ROOT, coalesce(col(ROOT), col(GROUP)));
    Dataset<Row> keepers =
        removable
            .groupBy(ROOT)
            .agg(
                min(struct(
                        negate(col(Texts.BEST)).as("worst"),
                        col(Texts.ROW).as(KEEPER),
                        col(GROUP).as(KEEPER_GROUP)))
                    .as("first"))
            .select(
                col(ROOT),
                col("first." + KEEPER).as(KEEPER),
                col("first." + KEEPER_GROUP).as(KEEPER_GROUP));
    Dataset<Row> going =
        removable
            .join(keepers, new String[] {ROOT})
            .filter(col(Texts.ROW).notEqual(col(KEEPER)))
            .select(col(Texts.ROW), col(GROUP), col(KEEPER), col(KEEPER_GROUP));
    Dataset<Row> cosines =
        cosines(going.select(GROUP, KEEPER_GROUP).distinct(), texts, shared, range);
    return going
        .join(cosines, new String[] {GROUP, KEEPER_GROUP}, "left_outer")
        .select(
            col(Texts.ROW).as(Findings.ROW),
            col(KEEPER).as(Findings.WITNESS),
            coalesce(col(Findings.SIMILARITY), lit(1.0)).as(Findings.SIMILARITY));
  }

  /** The component of every group that an edge has. */
  private static Dataset<Row> roots(Dataset<Row> edges) {
    MapPartitionsFunction<Row, Row> join = Resolution::components;
    // Each partition joins what it has, then one task joins the trees that are left.
    return edges
        .select(Findings.LEFT, Findings.RIGHT)
        .mapPartitions(join, Encoders.row(ROOTS))
        .repartition(1)
        .mapPartitions(join, Encoders.row(ROOTS));
  }

  private static Iterator<Row> components(Iterator<Row> edges) {
    Components components = new Components();
    while (edges.hasNext()) {
      Row edge = edges.next();
      components.join(edge.getLong(0), edge.getLong(1));
    }
    return new Iterator<>() {
      private int node;

      @Override
      public boolean hasNext() {
        return node < components.size();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return RowFactory.create(components.position(node), components.root(node++));
      }
    };
  }

  /** The cosine of each pair of different groups, straight from their texts. */
  private Dataset<Row> cosines(
      Dataset<Row> pairs,
      Dataset<Row> texts,
      Broadcast<SharedVocabulary> shared,
      NgramRange range) {
    MapPartitionsFunction<Row, Row> measure = new PairCosine(range, shared)::measure;
    return pairs
        .filter(col(GROUP).notEqual(col(KEEPER_GROUP)))
        .join(texts.select(col(Texts.ROW).as(GROUP), col(Texts.TEXT).as("a")), new String[] {GROUP})
        .join(
            texts.select(col(Texts.ROW).as(KEEPER_GROUP), col(Texts.TEXT).as("b")),
            new String[] {KEEPER_GROUP})
        .select(GROUP, KEEPER_GROUP, "a", "b")
        .mapPartitions(measure, Encoders.row(PairCosine.schema(GROUP, KEEPER_GROUP)));
  }

  /** Keep-first over sorted pairs, one removal at a time. */
  private static Iterator<Row> removed(Iterator<Row> pairs) {
    KeepFirst rule = new KeepFirst();
    return Iterators.map(
        Iterators.filter(pairs, pair -> rule.removes(pair.getLong(0), pair.getLong(1))),
        pair -> RowFactory.create(pair.getLong(1), pair.getLong(0), pair.getDouble(2)));
  }
}
