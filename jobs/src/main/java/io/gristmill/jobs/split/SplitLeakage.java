package io.gristmill.jobs.split;

import static io.gristmill.jobs.table.ExamplesTable.POSITION;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.PairsTable;
import io.gristmill.mix.Split;
import io.gristmill.similarity.ConnectedComponents;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** Derives from similar pairs which rows to drop, or which row determines the split of others. */
final class SplitLeakage {

  static final String SIMILARITY = "_similarity";
  static final String MATCH = "_match";
  static final String MATCH_ID = "_match_id";
  static final String OWN = "_own";
  static final String OTHER = "_other";
  static final String REPRESENTATIVE = "_leader";
  static final String REPRESENTATIVE_ID = "_leader_id";
  private static final String BEST = "_best";

  private static final StructType DROPS =
      new StructType()
          .add(POSITION, LongType, false)
          .add(OWN, StringType, false)
          .add(OTHER, StringType, false)
          .add(SIMILARITY, DoubleType, false)
          .add(MATCH, LongType, false)
          .add(MATCH_ID, StringType, false);

  private static final StructType REPRESENTATIVES =
      new StructType().add(POSITION, LongType, false).add(REPRESENTATIVE, LongType, false);

  private final StageContext context;
  private final SplitConfig config;

  SplitLeakage(StageContext context, SplitConfig config) {
    this.context = context;
    this.config = config;
  }

  Dataset<Row> emptyDrops() {
    return DataFrames.empty(context.spark(), DROPS);
  }

  /**
   * Returns the rows that are similar to a kept row of a more important split (in the order of
   * {@code precedence}), each with the most similar such row, the earliest on ties.
   *
   * @param splitOf maps an id to its split
   */
  Dataset<Row> findDrops(Dataset<Row> pairs, UnaryOperator<Column> splitOf) {
    Dataset<Row> found =
        materialize(
            "straddling",
            fromSide(pairs, splitOf, true).unionByName(fromSide(pairs, splitOf, false)));
    Dataset<Row> drops = emptyDrops();
    List<Split> precedence = config.ratios().precedence();
    for (int i = 1; i < precedence.size(); i++) {
      String own = precedence.get(i).key();
      Object[] earlier = precedence.subList(0, i).stream().map(Split::key).toArray();
      Dataset<Row> candidates =
          found
              .filter(col(OWN).equalTo(own).and(col(OTHER).isin(earlier)))
              .join(drops.select(col(POSITION).as(MATCH)), MATCH, "left_anti");
      drops = drops.unionByName(materialize("drops-" + own, bestMatches(candidates)));
    }
    return drops;
  }

  /** Returns the pairs between different splits, seen from one side. */
  private static Dataset<Row> fromSide(
      Dataset<Row> pairs, UnaryOperator<Column> splitOf, boolean left) {
    String ownId = left ? PairsTable.LEFT_ID : PairsTable.RIGHT_ID;
    String otherId = left ? PairsTable.RIGHT_ID : PairsTable.LEFT_ID;
    return pairs
        .select(
            col(left ? PairsTable.LEFT_POSITION : PairsTable.RIGHT_POSITION).as(POSITION),
            splitOf.apply(col(ownId)).as(OWN),
            splitOf.apply(col(otherId)).as(OTHER),
            col(PairsTable.SIMILARITY).as(SIMILARITY),
            col(left ? PairsTable.RIGHT_POSITION : PairsTable.LEFT_POSITION).as(MATCH),
            col(otherId).as(MATCH_ID))
        .filter(col(OWN).notEqual(col(OTHER)));
  }

  private static Dataset<Row> bestMatches(Dataset<Row> candidates) {
    return candidates
        .groupBy(POSITION, OWN)
        .agg(
            max(struct(
                    col(SIMILARITY), negate(col(MATCH)).as("earliest"), col(MATCH_ID), col(OTHER)))
                .as(BEST))
        .select(
            col(POSITION),
            col(OWN),
            col(BEST + "." + OTHER).as(OTHER),
            col(BEST + "." + SIMILARITY).as(SIMILARITY),
            negate(col(BEST + ".earliest")).as(MATCH),
            col(BEST + "." + MATCH_ID).as(MATCH_ID));
  }

  /**
   * Returns, for each row in a pair, the earliest row of its connected component. Runs in one task,
   * with about 50 bytes per row that has a similar one.
   */
  Dataset<Row> findRepresentatives(Dataset<Row> pairs) {
    MapPartitionsFunction<Row, Row> connect = SplitLeakage::connect;
    return materialize(
        "leaders",
        pairs
            .select(PairsTable.LEFT_POSITION, PairsTable.RIGHT_POSITION)
            .coalesce(1)
            .mapPartitions(connect, Encoders.row(REPRESENTATIVES)));
  }

  private static Iterator<Row> connect(Iterator<Row> pairs) {
    ConnectedComponents components = new ConnectedComponents();
    while (pairs.hasNext()) {
      Row pair = pairs.next();
      components.join(pair.getLong(0), pair.getLong(1));
    }
    return IntStream.range(0, components.size())
        .mapToObj(node -> RowFactory.create(components.position(node), components.root(node)))
        .iterator();
  }

  private Dataset<Row> materialize(String name, Dataset<Row> rows) {
    return context.step("similar rows across splits", () -> context.materialize(name, rows));
  }
}
