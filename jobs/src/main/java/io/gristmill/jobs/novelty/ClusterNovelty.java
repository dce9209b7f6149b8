package io.gristmill.jobs.novelty;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.stage.Engine;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.storage.PartFiles;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.task.Iterators;
import io.gristmill.record.ContentId;
import io.gristmill.similarity.KeepFirst;
import io.gristmill.similarity.rouge.WordSplitting;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Applies the novelty filter on a cluster, for any number of rows. Rows with equal tokens form a
 * group; groups are packed into parts; each task joins a pair of parts; one task scans all similar
 * pairs in order and decides; then every rejected row is matched with the most similar accepted
 * row.
 */
final class ClusterNovelty {

  private static final String KEY = "key";
  private static final String GROUP = "group";
  private static final String LEFT = "left_row";
  private static final String RIGHT = "right_row";

  private static final StructType KEYED =
      new StructType().add(NoveltyResult.ROW, LongType, false).add(KEY, StringType, false);

  static final StructType PAIRS =
      new StructType()
          .add(LEFT, LongType, false)
          .add(RIGHT, LongType, false)
          .add(NoveltyResult.SCORE, DoubleType, false);

  private static final StructType DROPPED = new StructType().add(GROUP, LongType, false);

  private final NoveltyConfig config;
  private final StageContext context;
  private final RougePartJoin join;

  ClusterNovelty(NoveltyConfig config, StageContext context) {
    this.config = config;
    this.context = context;
    this.join =
        new RougePartJoin(config, new PartFiles(context.spark(), context.workFolder() + "/parts"));
  }

  NoveltyResult filter(Dataset<Row> texts, long characters, long poolSize) {
    Dataset<Row> members = context.step("grouping equal texts", () -> members(texts));
    Dataset<Row> groups = context.materialize("groups", members.select(GROUP).distinct());
    Dataset<Row> groupTexts =
        texts.join(groups.withColumnRenamed(GROUP, NoveltyResult.ROW), NoveltyResult.ROW);
    List<PartFiles.Part> parts =
        context.step("packing parts", () -> parts(groupTexts, groups.count(), characters));
    Dataset<Row> similar = context.step("joining parts", () -> join(parts));
    Dataset<Row> rejected =
        context.step(
            "deciding in order",
            () -> context.materialize("rejected", findRejected(members, similar, poolSize)));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("engine", SettingsReader.kebab(Engine.CLUSTER));
    facts.put("distinct", groups.count());
    facts.put("parts", parts.size());
    facts.put("similar-pairs", similar.count());
    return new NoveltyResult(
        rejected, DataFrames.empty(context.spark(), NoveltyResult.SCORES), facts);
  }

  /**
   * Returns (row, first row with equal tokens); rows without tokens are similar to nothing and left
   * out.
   */
  private Dataset<Row> members(Dataset<Row> texts) {
    WordSplitting tokens = config.wordSplitting();
    MapPartitionsFunction<Row, Row> keys =
        rows ->
            Iterators.map(
                rows, row -> RowFactory.create(row.getLong(0), key(tokens, row.getString(1))));
    Dataset<Row> keyed =
        context
            .materialize("keys", texts.mapPartitions(keys, Encoders.row(KEYED)))
            .filter(col(KEY).notEqual(lit("")));
    Dataset<Row> firsts = keyed.groupBy(KEY).agg(min(NoveltyResult.ROW).as(GROUP));
    return context.materialize("members", keyed.join(firsts, KEY).select(NoveltyResult.ROW, GROUP));
  }

  private static String key(WordSplitting tokens, String text) {
    List<String> found = tokens.split(text);
    return found.isEmpty() ? "" : ContentId.ofParts(found.toArray(new String[0]));
  }

  private List<PartFiles.Part> parts(Dataset<Row> groupTexts, long groups, long characters) {
    int number = (int) Math.max(1, Math.min(groups, 1 + characters / config.partitionChars()));
    FlatMapFunction<Iterator<Row>, PartFiles.Part> pack = join::pack;
    return groupTexts
        .select(NoveltyResult.ROW, NoveltyResult.TEXT)
        .repartition(number, col(NoveltyResult.ROW))
        .javaRDD()
        .mapPartitions(pack)
        .collect(); // one small record per part
  }

  private Dataset<Row> join(List<PartFiles.Part> parts) {
    List<PartFiles.PartPair> tasks = PartFiles.pairs(parts);
    if (tasks.isEmpty()) {
      return DataFrames.empty(context.spark(), PAIRS);
    }
    FlatMapFunction<PartFiles.PartPair, Row> joined = join::join;
    JavaRDD<Row> pairs = context.javaContext().parallelize(tasks, tasks.size()).flatMap(joined);
    return context.materialize("similar", context.spark().createDataFrame(pairs, PAIRS));
  }

  /**
   * Returns the rejected candidates, each with the most similar accepted earlier row, the first on
   * ties.
   */
  private Dataset<Row> findRejected(Dataset<Row> members, Dataset<Row> similar, long poolSize) {
    MapPartitionsFunction<Row, Row> walk = ClusterNovelty::droppedGroups;
    Dataset<Row> dropped =
        context.materialize(
            "gone",
            similar
                .filter(col(RIGHT).geq(lit(poolSize)))
                .repartition(1)
                .sortWithinPartitions(RIGHT, LEFT)
                .mapPartitions(walk, Encoders.row(DROPPED)));
    Dataset<Row> candidates = members.filter(col(NoveltyResult.ROW).geq(lit(poolSize)));
    Dataset<Row> copies =
        candidates
            .join(dropped, GROUP, "left_anti")
            .filter(col(NoveltyResult.ROW).notEqual(col(GROUP)))
            .filter(lit(1.0).gt(config.threshold()))
            .select(
                col(NoveltyResult.ROW),
                col(GROUP).as(NoveltyResult.MATCH),
                lit(1.0).as(NoveltyResult.SCORE));
    Dataset<Row> both =
        similar
            .select(
                col(LEFT).as(GROUP), col(RIGHT).as(NoveltyResult.MATCH), col(NoveltyResult.SCORE))
            .union(similar.select(col(RIGHT), col(LEFT), col(NoveltyResult.SCORE)));
    Dataset<Row> accepted =
        both.join(
            dropped.withColumnRenamed(GROUP, NoveltyResult.MATCH),
            NoveltyResult.MATCH,
            "left_anti");
    Dataset<Row> similarRows =
        candidates
            .join(dropped, GROUP)
            .join(accepted, GROUP)
            .filter(col(NoveltyResult.MATCH).lt(col(NoveltyResult.ROW)))
            .groupBy(NoveltyResult.ROW)
            .agg(
                min(struct(negate(col(NoveltyResult.SCORE)).as("below"), col(NoveltyResult.MATCH)))
                    .as("best"))
            .select(
                col(NoveltyResult.ROW),
                col("best." + NoveltyResult.MATCH).as(NoveltyResult.MATCH),
                negate(col("best.below")).as(NoveltyResult.SCORE));
    return copies.union(similarRows);
  }

  /** Scans pairs sorted by (right, left) and returns the dropped groups. */
  private static Iterator<Row> droppedGroups(Iterator<Row> pairs) {
    KeepFirst rule = new KeepFirst();
    return Iterators.mapPresent(
        pairs,
        pair ->
            rule.removes(pair.getLong(0), pair.getLong(1))
                ? RowFactory.create(pair.getLong(1))
                : null);
  }
}
