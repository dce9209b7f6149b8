package io.gristmill.jobs.dedup;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.BooleanType;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.job.Engine;
import io.gristmill.jobs.job.Iterators;
import io.gristmill.jobs.job.PartFiles;
import io.gristmill.jobs.job.StageContext;
import io.gristmill.jobs.job.TaskThreads;
import io.gristmill.similarity.cosine.GramCounter;
import io.gristmill.similarity.cosine.GramCounts;
import io.gristmill.similarity.cosine.GramDocumentFrequencies;
import io.gristmill.similarity.cosine.NearDuplicateFinder;
import io.gristmill.similarity.cosine.NgramRange;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Finds near-duplicates of any number of rows on a cluster.
 *
 * <ol>
 *   <li>Every text gets the identity of its gram counts; rows of equal counts form a group, which
 *       the join meets once.
 *   <li>Document frequencies are counted per partition and merged; the vocabulary is broadcast. It
 *       is the only thing the driver holds that grows, and it grows with the language, not the
 *       rows.
 *   <li>One shuffle brings the groups into packed parts, a file each.
 *   <li>Each pair of parts is a task that reads two files and runs the tile join.
 *   <li>{@link Resolution} turns pairs of groups into rows that go.
 * </ol>
 *
 * The result depends on the texts alone: parts, partitions and executors only decide who computes
 * which cosine.
 */
final class ClusterEngine {

  static final String GROUP = "group";
  static final String REMOVABLE = "removable";
  static final String FIRST_REMOVABLE = "first_removable";
  private static final String KEY = "key";

  private static final StructType KEYED =
      new StructType()
          .add(Texts.ROW, LongType, false)
          .add(KEY, StringType, false)
          .add(REMOVABLE, BooleanType, false)
          .add(Texts.BEST, DoubleType, false);

  private final DedupConfig config;
  private final StageContext context;
  private final SparkSession spark;
  private final String scratch;

  ClusterEngine(DedupConfig config, StageContext context, String scratch) {
    this.config = config;
    this.context = context;
    this.spark = context.spark();
    this.scratch = scratch;
  }

  Findings find(Dataset<Row> texts, long characters, boolean remove) {
    Dataset<Row> members = context.step("collapsing equal vectors", () -> members(texts));
    Dataset<Row> groups = saved("groups", groups(members));
    SharedVocabulary vocabulary =
        new SharedVocabulary(
            context.step("counting grams", () -> frequencies(texts)).toVocabulary());
    Broadcast<SharedVocabulary> shared = context().broadcast(vocabulary);
    try {
      Dataset<Row> groupTexts =
          texts.join(groups.select(col(GROUP).as(Texts.ROW)), new String[] {Texts.ROW});
      List<PartFiles.Part> parts =
          context.step(
              "packing parts", () -> parts(groupTexts, groups.count(), characters, shared));
      Dataset<Row> similar = context.step("joining parts", () -> join(parts, shared));
      Resolution resolution = new Resolution(config, spark, members, groups, similar);
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("engine", SettingsReader.kebab(Engine.CLUSTER));
      facts.put("mode", "pairs");
      facts.put("texts", vocabulary.vocabulary().documents());
      facts.put("distinct", groups.count());
      facts.put("grams", vocabulary.vocabulary().size());
      facts.put("parts", parts.size());
      facts.put("similar-group-pairs", similar.count());
      Dataset<Row> removals =
          remove
              ? context.step(
                  "deciding",
                  () -> saved("removals", resolution.removals(groupTexts, shared, config.range())))
              : spark.createDataFrame(List.<Row>of(), Findings.REMOVALS);
      Optional<Dataset<Row>> pairs =
          config.pairs()
              ? Optional.of(context.step("expanding pairs", () -> allPairs(resolution)))
              : Optional.empty();
      return new Findings(removals, pairs, facts);
    } finally {
      shared.destroy();
    }
  }

  private Dataset<Row> allPairs(Resolution resolution) {
    if (resolution.countOfPairs() > config.maxPairs()) {
      throw LocalSearch.tooManyPairs(config.maxPairs());
    }
    return saved("pairs", resolution.pairs());
  }

  /** Rows with the group they belong to; rows whose text normalises to nothing are in none. */
  private Dataset<Row> members(Dataset<Row> texts) {
    NgramRange range = config.range();
    MapPartitionsFunction<Row, Row> keys = rows -> keyed(rows, range);
    Dataset<Row> keyed =
        saved("keys", texts.mapPartitions(keys, Encoders.row(KEYED)))
            .filter(col(KEY).notEqual(lit("")));
    Dataset<Row> firsts = keyed.groupBy(KEY).agg(min(Texts.ROW).as(GROUP));
    return saved(
        "members",
        keyed
            .join(firsts, new String[] {KEY})
            .select(col(Texts.ROW), col(GROUP), col(REMOVABLE), col(Texts.BEST)));
  }

  private static Iterator<Row> keyed(Iterator<Row> rows, NgramRange range) {
    GramCounter counter = new GramCounter(range);
    return Iterators.map(
        rows,
        row -> {
          String text = row.getString(1);
          GramCounts counts = counter.count(text);
          return RowFactory.create(
              row.getLong(0),
              counts.isEmpty() ? "" : counts.identity(),
              NearDuplicateFinder.isRemovable(text),
              row.getDouble(2));
        });
  }

  private static Dataset<Row> groups(Dataset<Row> members) {
    return members
        .groupBy(GROUP)
        .agg(
            count(lit(1)).as("size"),
            min(when(col(REMOVABLE), col(Texts.ROW))).as(FIRST_REMOVABLE),
            max(when(col(REMOVABLE), col(Texts.BEST))).as(Texts.BEST));
  }

  private GramDocumentFrequencies frequencies(Dataset<Row> texts) {
    NgramRange range = config.range();
    FlatMapFunction<Iterator<Row>, GramDocumentFrequencies> count =
        rows -> List.of(countGrams(rows, range)).iterator();
    JavaRDD<GramDocumentFrequencies> partial =
        texts.select(Texts.TEXT).javaRDD().mapPartitions(count);
    return partial.treeAggregate(
        new GramDocumentFrequencies(),
        GramDocumentFrequencies::merge,
        GramDocumentFrequencies::merge,
        2); // a reduction refuses a table without partitions
  }

  private static GramDocumentFrequencies countGrams(Iterator<Row> rows, NgramRange range) {
    GramCounter counter = new GramCounter(range);
    GramDocumentFrequencies frequencies = new GramDocumentFrequencies();
    while (rows.hasNext()) {
      frequencies.add(counter.count(rows.next().getString(0)), 1);
    }
    return frequencies;
  }

  private List<PartFiles.Part> parts(
      Dataset<Row> groupTexts, long groups, long characters, Broadcast<SharedVocabulary> shared) {
    int number = (int) Math.max(1, Math.min(groups, 1 + characters / config.partCharacters()));
    PartFiles files = new PartFiles(spark, scratch + "/parts");
    FlatMapFunction<Iterator<Row>, PartFiles.Part> pack =
        new PartPacker(files, config.range(), shared)::pack;
    return groupTexts
        .select(Texts.ROW, Texts.TEXT)
        .repartition(number, col(Texts.ROW))
        .javaRDD()
        .mapPartitions(pack)
        .collect(); // one small record a part
  }

  private Dataset<Row> join(List<PartFiles.Part> parts, Broadcast<SharedVocabulary> shared) {
    List<PartFiles.PartPair> tasks = PartFiles.pairs(parts);
    if (tasks.isEmpty()) {
      return spark.createDataFrame(List.<Row>of(), Findings.PAIRS);
    }
    int threads = TaskThreads.of(spark, config.threads());
    int each = tasks.size() >= spark.sparkContext().defaultParallelism() ? 1 : threads;
    PartFiles files = new PartFiles(spark, scratch + "/parts");
    FlatMapFunction<PartFiles.PartPair, Row> join =
        new PartJoin(files, config.threshold(), config.threads() > 0 ? threads : each, shared)
            ::join;
    JavaRDD<Row> pairs = context().parallelize(tasks, tasks.size()).flatMap(join);
    return saved("similar", spark.createDataFrame(pairs, Findings.PAIRS));
  }

  /** Writes a table to the scratch folder and reads it back: computed once, whatever follows. */
  private Dataset<Row> saved(String name, Dataset<Row> rows) {
    String path = scratch + "/" + name;
    rows.write().parquet(path);
    return spark.read().schema(rows.schema()).parquet(path);
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }
}
