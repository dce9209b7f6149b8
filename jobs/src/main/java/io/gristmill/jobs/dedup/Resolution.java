package io.gristmill.jobs.dedup;

import static io.gristmill.jobs.dedup.ClusterEngine.FIRST_REMOVABLE;
import static io.gristmill.jobs.dedup.ClusterEngine.GROUP;
import static io.gristmill.jobs.dedup.ClusterEngine.REMOVABLE;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.types.DataTypes.LongType;

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
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * From similar pairs of groups to the rows that go.
 *
 * <p>A group stands for rows of equal vectors; in decisions it is known by its first removable row.
 * Under the ordered rules its other removable rows share its witness where it goes, and have itself
 * as the witness where it stays: whatever is similar to the first is similar to its copies, and
 * earlier.
 */
final class Resolution {

  private static final String ROOT = "root";
  private static final String KEEPER = "keeper";
  private static final String KEEPER_GROUP = "keeper_group";

  private static final StructType ROOTS =
      new StructType().add(GROUP, LongType, false).add(ROOT, LongType, false);

  private final DedupConfig config;
  private final SparkSession spark;
  private final Dataset<Row> members;
  private final Dataset<Row> groups;
  private final Dataset<Row> similar;

  /**
   * @param members (position, group, removable, best) of every row in a group
   * @param groups (group, size, first_removable, best)
   * @param similar (left, right, similarity) of groups
   */
  Resolution(
      DedupConfig config,
      SparkSession spark,
      Dataset<Row> members,
      Dataset<Row> groups,
      Dataset<Row> similar) {
    this.config = config;
    this.spark = spark;
    this.members = members;
    this.groups = groups;
    this.similar = similar;
  }

  Dataset<Row> removals(
      Dataset<Row> groupTexts, Broadcast<SharedVocabulary> shared, NgramRange range) {
    return switch (config.keep()) {
      case EARLIEST_SIMILAR -> byWitness(earliest());
      case GREEDY -> byWitness(greedy());
      case COMPONENTS -> byKeeper(groupTexts, shared, range);
    };
  }

  /** Every two similar rows. */
  Dataset<Row> pairs() {
    Dataset<Row> left = members.select(col(GROUP).as(Findings.LEFT), col(Texts.ROW).as("a"));
    Dataset<Row> right = members.select(col(GROUP).as(Findings.RIGHT), col(Texts.ROW).as("b"));
    Dataset<Row> across =
        similar
            .join(left, new String[] {Findings.LEFT})
            .join(right, new String[] {Findings.RIGHT})
            .select(
                least(col("a"), col("b")).as(Findings.LEFT),
                greatest(col("a"), col("b")).as(Findings.RIGHT),
                col(Findings.SIMILARITY));
    Dataset<Row> inside =
        left.join(right, left.col(Findings.LEFT).equalTo(right.col(Findings.RIGHT)))
            .filter(col("a").lt(col("b")))
            .select(
                col("a").as(Findings.LEFT),
                col("b").as(Findings.RIGHT),
                lit(1.0).as(Findings.SIMILARITY));
    return across.union(inside);
  }

  /** How many rows {@link #pairs} has, without making them. */
  long countOfPairs() {
    Dataset<Row> sizes = groups.select(col(GROUP), col("size"));
    Dataset<Row> across =
        similar
            .join(
                sizes.select(col(GROUP).as(Findings.LEFT), col("size").as("m")),
                new String[] {Findings.LEFT})
            .join(
                sizes.select(col(GROUP).as(Findings.RIGHT), col("size").as("n")),
                new String[] {Findings.RIGHT})
            .agg(sum(col("m").multiply(col("n"))));
    Dataset<Row> inside = groups.agg(sum(expr("size * (size - 1) div 2")));
    return total(across) + total(inside);
  }

  private static long total(Dataset<Row> sum) {
    Row row = sum.first();
    return row.isNullAt(0) ? 0 : row.getLong(0);
  }

  /** Pairs of first removable rows, the earlier one left. */
  private Dataset<Row> decisivePairs() {
    Dataset<Row> firsts =
        groups.filter(col(FIRST_REMOVABLE).isNotNull()).select(col(GROUP), col(FIRST_REMOVABLE));
    return similar
        .join(
            firsts.select(col(GROUP).as(Findings.LEFT), col(FIRST_REMOVABLE).as("a")),
            new String[] {Findings.LEFT})
        .join(
            firsts.select(col(GROUP).as(Findings.RIGHT), col(FIRST_REMOVABLE).as("b")),
            new String[] {Findings.RIGHT})
        .select(
            least(col("a"), col("b")).as(Findings.LEFT),
            greatest(col("a"), col("b")).as(Findings.RIGHT),
            col(Findings.SIMILARITY));
  }

  private Dataset<Row> earliest() {
    return decisivePairs()
        .groupBy(Findings.RIGHT)
        .agg(min(struct(col(Findings.LEFT), col(Findings.SIMILARITY))).as("first"))
        .select(
            col(Findings.RIGHT).as(Findings.ROW),
            col("first." + Findings.LEFT).as(Findings.WITNESS),
            col("first." + Findings.SIMILARITY).as(Findings.SIMILARITY));
  }

  /** One task walks the pairs in order; it holds one bit a row. */
  private Dataset<Row> greedy() {
    MapPartitionsFunction<Row, Row> walk = Greedy::new;
    return decisivePairs()
        .repartition(1)
        .sortWithinPartitions(Findings.RIGHT, Findings.LEFT)
        .mapPartitions(walk, Encoders.row(Findings.REMOVALS));
  }

  /** The removals of first rows, then of their copies. */
  private Dataset<Row> byWitness(Dataset<Row> firsts) {
    Dataset<Row> decided =
        groups
            .filter(col(FIRST_REMOVABLE).isNotNull())
            .join(firsts, col(FIRST_REMOVABLE).equalTo(col(Findings.ROW)), "left_outer")
            .select(
                col(GROUP),
                col(FIRST_REMOVABLE),
                col(Findings.ROW).isNotNull().as("goes"),
                coalesce(col(Findings.WITNESS), col(FIRST_REMOVABLE)).as(Findings.WITNESS),
                coalesce(col(Findings.SIMILARITY), lit(1.0)).as(Findings.SIMILARITY));
    return members
        .filter(col(REMOVABLE))
        .join(decided, new String[] {GROUP})
        .filter(col("goes").or(col(Texts.ROW).notEqual(col(FIRST_REMOVABLE))))
        .select(col(Texts.ROW).as(Findings.ROW), col(Findings.WITNESS), col(Findings.SIMILARITY));
  }

  private Dataset<Row> byKeeper(
      Dataset<Row> groupTexts, Broadcast<SharedVocabulary> shared, NgramRange range) {
    Dataset<Row> removable =
        members
            .filter(col(REMOVABLE))
            .join(roots(), new String[] {GROUP}, "left_outer")
            .withColumn(ROOT, coalesce(col(ROOT), col(GROUP)));
    Dataset<Row> keepers =
        removable
            .groupBy(ROOT)
            .agg(
                min(struct(
                        org.apache.spark.sql.functions.negate(col(Texts.BEST)).as("worst"),
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
        cosines(going.select(GROUP, KEEPER_GROUP).distinct(), groupTexts, shared, range);
    return going
        .join(cosines, new String[] {GROUP, KEEPER_GROUP}, "left_outer")
        .select(
            col(Texts.ROW).as(Findings.ROW),
            col(KEEPER).as(Findings.WITNESS),
            coalesce(col(Findings.SIMILARITY), lit(1.0)).as(Findings.SIMILARITY));
  }

  /** The component of every removable group that is similar to another. */
  private Dataset<Row> roots() {
    Dataset<Row> firsts = groups.filter(col(FIRST_REMOVABLE).isNotNull()).select(col(GROUP));
    Dataset<Row> edges =
        similar
            .join(
                firsts.select(col(GROUP).as(Findings.LEFT)),
                new String[] {Findings.LEFT},
                "left_semi")
            .join(
                firsts.select(col(GROUP).as(Findings.RIGHT)),
                new String[] {Findings.RIGHT},
                "left_semi")
            .select(Findings.LEFT, Findings.RIGHT);
    MapPartitionsFunction<Row, Row> join = Resolution::components;
    // Each partition joins what it has, then one task joins the trees that are left.
    return edges
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
      Dataset<Row> groupTexts,
      Broadcast<SharedVocabulary> shared,
      NgramRange range) {
    Dataset<Row> texts = groupTexts.select(col(Texts.ROW), col(Texts.TEXT));
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
  private static final class Greedy implements Iterator<Row> {

    private final Iterator<Row> pairs;
    private final KeepFirst rule = new KeepFirst();
    private @Nullable Row next;

    Greedy(Iterator<Row> pairs) {
      this.pairs = pairs;
    }

    @Override
    public boolean hasNext() {
      while (next == null && pairs.hasNext()) {
        Row pair = pairs.next();
        if (rule.removes(pair.getLong(0), pair.getLong(1))) {
          next = RowFactory.create(pair.getLong(1), pair.getLong(0), pair.getDouble(2));
        }
      }
      return next != null;
    }

    @Override
    public Row next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException();
      }
      Row row = next;
      next = null;
      return row;
    }
  }
}
