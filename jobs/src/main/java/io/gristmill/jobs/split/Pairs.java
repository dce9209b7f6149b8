package io.gristmill.jobs.split;

import static io.gristmill.jobs.table.ExamplesTable.POSITION;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.jobs.job.StageContext;
import io.gristmill.jobs.table.PairsTable;
import io.gristmill.mix.Split;
import io.gristmill.similarity.Components;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** What follows from similar pairs: which rows go, or which row leads which. */
final class Pairs {

  static final String SIMILARITY = "_similarity";
  static final String WITNESS = "_witness";
  static final String WITNESS_ID = "_witness_id";
  static final String OWN = "_own";
  static final String OTHER = "_other";
  static final String LEADER = "_leader";
  static final String LEADER_ID = "_leader_id";
  private static final String BEST = "_best";

  private static final StructType DROPS =
      new StructType()
          .add(POSITION, LongType, false)
          .add(OWN, StringType, false)
          .add(OTHER, StringType, false)
          .add(SIMILARITY, DoubleType, false)
          .add(WITNESS, LongType, false)
          .add(WITNESS_ID, StringType, false);

  private static final StructType LEADERS =
      new StructType().add(POSITION, LongType, false).add(LEADER, LongType, false);

  private final StageContext context;
  private final SplitConfig config;

  Pairs(StageContext context, SplitConfig config) {
    this.context = context;
    this.config = config;
  }

  Dataset<Row> noDrops() {
    return context.spark().createDataFrame(List.<Row>of(), DROPS);
  }

  /**
   * The rows that are similar to a row of an earlier split (in {@code precedence}) that stays, with
   * the most similar such row, of equals the earliest.
   *
   * @param splitOf the split of an id
   */
  Dataset<Row> straddling(Dataset<Row> pairs, UnaryOperator<Column> splitOf) {
    Dataset<Row> found =
        saved(
            "straddling", oneWay(pairs, splitOf, true).unionByName(oneWay(pairs, splitOf, false)));
    Dataset<Row> drops = noDrops();
    List<Split> precedence = config.ratios().precedence();
    for (int i = 1; i < precedence.size(); i++) {
      String own = precedence.get(i).key();
      Object[] earlier = precedence.subList(0, i).stream().map(Split::key).toArray();
      Dataset<Row> candidates =
          found
              .filter(col(OWN).equalTo(lit(own)).and(col(OTHER).isin(earlier)))
              .join(drops.select(col(POSITION).as(WITNESS)), new String[] {WITNESS}, "left_anti");
      drops = drops.unionByName(saved("drops-" + own, best(candidates)));
    }
    return drops;
  }

  /** Pairs of different splits, seen from one side. */
  private static Dataset<Row> oneWay(
      Dataset<Row> pairs, UnaryOperator<Column> splitOf, boolean left) {
    String ownId = left ? PairsTable.LEFT_ID : PairsTable.RIGHT_ID;
    String otherId = left ? PairsTable.RIGHT_ID : PairsTable.LEFT_ID;
    return pairs
        .select(
            col(left ? PairsTable.LEFT_POSITION : PairsTable.RIGHT_POSITION).as(POSITION),
            splitOf.apply(col(ownId)).as(OWN),
            splitOf.apply(col(otherId)).as(OTHER),
            col(PairsTable.SIMILARITY).as(SIMILARITY),
            col(left ? PairsTable.RIGHT_POSITION : PairsTable.LEFT_POSITION).as(WITNESS),
            col(otherId).as(WITNESS_ID))
        .filter(col(OWN).notEqual(col(OTHER)));
  }

  private static Dataset<Row> best(Dataset<Row> candidates) {
    return candidates
        .groupBy(POSITION, OWN)
        .agg(
            max(struct(
                    col(SIMILARITY),
                    negate(col(WITNESS)).as("earliest"),
                    col(WITNESS_ID),
                    col(OTHER)))
                .as(BEST))
        .select(
            col(POSITION),
            col(OWN),
            col(BEST + "." + OTHER).as(OTHER),
            col(BEST + "." + SIMILARITY).as(SIMILARITY),
            negate(col(BEST + ".earliest")).as(WITNESS),
            col(BEST + "." + WITNESS_ID).as(WITNESS_ID));
  }

  /**
   * Of each row in a pair the earliest row it is connected with. In one task, some 50 bytes a row
   * that has a similar one.
   */
  Dataset<Row> leaders(Dataset<Row> pairs) {
    MapPartitionsFunction<Row, Row> connect = Pairs::connect;
    return saved(
        "leaders",
        pairs
            .select(PairsTable.LEFT_POSITION, PairsTable.RIGHT_POSITION)
            .coalesce(1)
            .mapPartitions(connect, Encoders.row(LEADERS)));
  }

  private static Iterator<Row> connect(Iterator<Row> pairs) {
    Components components = new Components();
    while (pairs.hasNext()) {
      Row pair = pairs.next();
      components.join(pair.getLong(0), pair.getLong(1));
    }
    List<Row> leaders = new ArrayList<>();
    for (int node = 0; node < components.size(); node++) {
      leaders.add(RowFactory.create(components.position(node), components.root(node)));
    }
    return leaders.iterator();
  }

  /** Writes a table to the scratch folder and reads it back: computed once, whatever follows. */
  private Dataset<Row> saved(String name, Dataset<Row> rows) {
    String path = context.workFolder() + "/" + name;
    return context.step(
        "similar rows across splits",
        () -> {
          rows.write().parquet(path);
          return context.spark().read().schema(rows.schema()).parquet(path);
        });
  }
}
