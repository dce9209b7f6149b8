package io.gristmill.jobs.dedup;

import static io.gristmill.jobs.dedup.Groups.GROUP;
import static io.gristmill.jobs.dedup.Groups.REMOVABLE;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;

import io.gristmill.jobs.task.Iterators;
import io.gristmill.similarity.ConnectedComponents;
import io.gristmill.similarity.KeepFirst;
import io.gristmill.similarity.cosine.GramCounter;
import io.gristmill.similarity.cosine.NgramRange;
import io.gristmill.similarity.cosine.Vectors;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Expands removals of groups to the rows to remove.
 *
 * <p>A group consists of rows with equal vectors; it is decided as its first removable row, whose
 * position is its id. Under {@code greedy} and {@code earliest-similar}, the other removable rows
 * of the group share the match of the first row if that row is removed, and match the first row if
 * it is kept: every row similar to the first is similar to its copies, and the first row is
 * earlier.
 */
final class RemovalExpansion {

  private static final String ROOT = "root";
  private static final String BEST_ROW = "keeper";
  private static final String BEST_GROUP = "keeper_group";

  private static final StructType ROOTS =
      new StructType().add(GROUP, LongType, false).add(ROOT, LongType, false);

  private static final StructType COSINES =
      new StructType()
          .add(GROUP, LongType, false)
          .add(BEST_GROUP, LongType, false)
          .add(DedupResult.SIMILARITY, DoubleType, false);

  private final Groups groups;

  RemovalExpansion(Groups groups) {
    this.groups = groups;
  }

  /** Returns the pairs of groups with removable rows, which decide removals. */
  Dataset<Row> betweenRemovable(Dataset<Row> similar) {
    Dataset<Row> removable = groups.removable().select(GROUP);
    return similar
        .join(removable.select(col(GROUP).as(DedupResult.LEFT)), DedupResult.LEFT, "left_semi")
        .join(removable.select(col(GROUP).as(DedupResult.RIGHT)), DedupResult.RIGHT, "left_semi")
        .select(DedupResult.LEFT, DedupResult.RIGHT, DedupResult.SIMILARITY);
  }

  /**
   * Returns the groups that {@code earliest-similar} removes, with their matches.
   *
   * @param pairs all pairs of removable groups, the earlier one on the left
   */
  static Dataset<Row> earliest(Dataset<Row> pairs) {
    return pairs
        .groupBy(DedupResult.RIGHT)
        .agg(min(struct(col(DedupResult.LEFT), col(DedupResult.SIMILARITY))).as("first"))
        .select(
            col(DedupResult.RIGHT).as(DedupResult.ROW),
            col("first." + DedupResult.LEFT).as(DedupResult.MATCH),
            col("first." + DedupResult.SIMILARITY).as(DedupResult.SIMILARITY));
  }

  /** Does the same for {@code greedy}: one task scans the pairs and holds one bit per row. */
  static Dataset<Row> greedy(Dataset<Row> pairs) {
    MapPartitionsFunction<Row, Row> walk = RemovalExpansion::keepFirst;
    return pairs
        .repartition(1)
        .sortWithinPartitions(DedupResult.RIGHT, DedupResult.LEFT)
        .mapPartitions(walk, Encoders.row(DedupResult.REMOVALS));
  }

  /** Expands removed groups to removed rows; both as {@link DedupResult#REMOVALS}. */
  Dataset<Row> expand(Dataset<Row> firsts) {
    Dataset<Row> decided =
        groups
            .removable()
            .join(firsts, col(GROUP).equalTo(col(DedupResult.ROW)), "left_outer")
            .select(
                col(GROUP),
                col(DedupResult.ROW).isNotNull().as("is_removed"),
                coalesce(col(DedupResult.MATCH), col(GROUP)).as(DedupResult.MATCH),
                coalesce(col(DedupResult.SIMILARITY), lit(1.0)).as(DedupResult.SIMILARITY));
    return groups
        .members()
        .filter(col(REMOVABLE))
        .join(decided, GROUP)
        .filter(col("is_removed").or(col(DedupSearch.ROW).notEqual(col(GROUP))))
        .select(
            col(DedupSearch.ROW).as(DedupResult.ROW),
            col(DedupResult.MATCH),
            col(DedupResult.SIMILARITY));
  }

  /**
   * Returns the rows that {@code components} removes.
   *
   * @param edges pairs of removable groups that span the connected components
   */
  Dataset<Row> removeAllButBest(
      Dataset<Row> edges,
      Dataset<Row> texts,
      Broadcast<SharedVocabulary> shared,
      NgramRange range) {
    Dataset<Row> removable =
        groups
            .members()
            .filter(col(REMOVABLE))
            .join(roots(edges), GROUP, "left_outer")
            .withColumn(ROOT, coalesce(col(ROOT), col(GROUP)));
    Dataset<Row> best =
        removable
            .groupBy(ROOT)
            .agg(
                min(struct(
                        negate(col(DedupSearch.RANK)).as("worst"),
                        col(DedupSearch.ROW).as(BEST_ROW),
                        col(GROUP).as(BEST_GROUP)))
                    .as("first"))
            .select(
                col(ROOT),
                col("first." + BEST_ROW).as(BEST_ROW),
                col("first." + BEST_GROUP).as(BEST_GROUP));
    Dataset<Row> removed =
        removable
            .join(best, ROOT)
            .filter(col(DedupSearch.ROW).notEqual(col(BEST_ROW)))
            .select(col(DedupSearch.ROW), col(GROUP), col(BEST_ROW), col(BEST_GROUP));
    Dataset<Row> cosines =
        cosines(removed.select(GROUP, BEST_GROUP).distinct(), texts, shared, range);
    return removed
        .join(cosines, new String[] {GROUP, BEST_GROUP}, "left_outer")
        .select(
            col(DedupSearch.ROW).as(DedupResult.ROW),
            col(BEST_ROW).as(DedupResult.MATCH),
            coalesce(col(DedupResult.SIMILARITY), lit(1.0)).as(DedupResult.SIMILARITY));
  }

  private static Dataset<Row> roots(Dataset<Row> edges) {
    MapPartitionsFunction<Row, Row> join = RemovalExpansion::components;
    // Each partition joins its edges, then one task joins the remaining trees.
    return edges
        .select(DedupResult.LEFT, DedupResult.RIGHT)
        .mapPartitions(join, Encoders.row(ROOTS))
        .repartition(1)
        .mapPartitions(join, Encoders.row(ROOTS));
  }

  private static Iterator<Row> components(Iterator<Row> edges) {
    ConnectedComponents components = new ConnectedComponents();
    while (edges.hasNext()) {
      Row edge = edges.next();
      components.join(edge.getLong(0), edge.getLong(1));
    }
    return IntStream.range(0, components.size())
        .mapToObj(node -> RowFactory.create(components.position(node), components.root(node)))
        .iterator();
  }

  private Dataset<Row> cosines(
      Dataset<Row> pairs,
      Dataset<Row> texts,
      Broadcast<SharedVocabulary> shared,
      NgramRange range) {
    MapPartitionsFunction<Row, Row> measure = rows -> measure(rows, range, shared);
    return pairs
        .filter(col(GROUP).notEqual(col(BEST_GROUP)))
        .join(texts.select(col(DedupSearch.ROW).as(GROUP), col(DedupSearch.TEXT).as("a")), GROUP)
        .join(
            texts.select(col(DedupSearch.ROW).as(BEST_GROUP), col(DedupSearch.TEXT).as("b")),
            BEST_GROUP)
        .select(GROUP, BEST_GROUP, "a", "b")
        .mapPartitions(measure, Encoders.row(COSINES));
  }

  /** Maps (left, right, left text, right text) to (left, right, cosine). */
  private static Iterator<Row> measure(
      Iterator<Row> pairs, NgramRange range, Broadcast<SharedVocabulary> shared) {
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

  /** Applies keep-first to sorted pairs and returns one row per removal. */
  private static Iterator<Row> keepFirst(Iterator<Row> pairs) {
    KeepFirst rule = new KeepFirst();
    return Iterators.mapPresent(
        pairs,
        pair ->
            rule.removes(pair.getLong(0), pair.getLong(1))
                ? RowFactory.create(pair.getLong(1), pair.getLong(0), pair.getDouble(2))
                : null);
  }
}
