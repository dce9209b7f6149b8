package io.gristmill.jobs.dedup;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.stage.Engine;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.storage.PartFiles;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.task.TaskThreads;
import io.gristmill.similarity.cosine.FinderSettings;
import io.gristmill.similarity.cosine.GramDocumentFrequencies;
import io.gristmill.similarity.cosine.JoinCost;
import io.gristmill.similarity.cosine.JoinSettings;
import io.gristmill.similarity.cosine.JoinTuning;
import io.gristmill.similarity.cosine.NgramVocabulary;
import io.gristmill.similarity.cosine.RemovalRule;
import io.gristmill.similarity.cosine.RemovalStrategy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Finds near-duplicates on a cluster, for any number of rows.
 *
 * <ol>
 *   <li>Rows with equal n-gram counts form a group, which the join processes once ({@link Groups}).
 *   <li>Document frequencies are counted per partition and merged; the vocabulary is broadcast. It
 *       is the only growing structure on the driver, and grows with the language, not with the
 *       rows.
 *   <li>A sample determines the cut of the join and the strategy ({@link SampleTuning}).
 *   <li>One shuffle packs the groups into parts, one file each ({@link PartPlan}).
 *   <li>Each pair of parts is a task that reads two files and yields pairs, or a spanning forest
 *       ({@link CosinePartJoin}); or rounds of tasks decide by position ({@link OrderedRounds}).
 *   <li>{@link RemovalExpansion} expands the decisions to the rows to remove.
 * </ol>
 *
 * The result depends on the texts only: parts, partitions and executors determine only which task
 * computes which cosine.
 */
final class ClusterDedup {

  /** Expected similar pairs per text from which on pairs are not collected. */
  private static final double DENSE_PAIRS_PER_TEXT = 200;

  private final DedupConfig config;
  private final StageContext context;
  private final SparkSession spark;
  private final PackedFiles files;
  private final @Nullable NgramVocabulary frozen;

  /**
   * @param frozen vocabulary that defines the idf, or null for that of the texts themselves
   */
  ClusterDedup(DedupConfig config, StageContext context, @Nullable NgramVocabulary frozen) {
    this.frozen = frozen;
    this.config = config;
    this.context = context;
    this.spark = context.spark();
    this.files = new PackedFiles(new PartFiles(spark, context.workFolder() + "/parts"));
  }

  DedupResult find(Dataset<Row> texts, boolean remove) {
    Groups groups =
        context.step(
            "grouping equal vectors", () -> Groups.of(context, texts, config.ngramRange()));
    GramDocumentFrequencies counted =
        context.step("counting n-grams", () -> GramFrequencies.of(texts, config.ngramRange()));
    SharedVocabulary vocabulary =
        new SharedVocabulary(frozen == null ? counted.toVocabulary() : frozen.withUnseen(counted));
    Broadcast<SharedVocabulary> shared = context.javaContext().broadcast(vocabulary);
    try {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("engine", SettingsReader.kebab(Engine.CLUSTER));
      facts.put("texts", counted.documents());
      facts.put("distinct", groups.groups().count());
      facts.put("grams", vocabulary.vocabulary().size());
      return new Search(texts, groups, shared, facts).find(remove);
    } finally {
      shared.destroy();
    }
  }

  private static boolean isDense(double density, long groups) {
    return density >= FinderSettings.DENSE_FRACTION
        || density * (groups - 1) / 2 > DENSE_PAIRS_PER_TEXT;
  }

  /** The search, given groups and vocabulary. */
  private final class Search {

    private final Groups groups;
    private final Dataset<Row> texts;
    private final Broadcast<SharedVocabulary> shared;
    private final Map<String, Object> facts;
    private final RemovalExpansion expansion;
    private final PartPacking packing;

    Search(
        Dataset<Row> texts,
        Groups groups,
        Broadcast<SharedVocabulary> shared,
        Map<String, Object> facts) {
      this.groups = groups;
      this.shared = shared;
      this.facts = facts;
      this.expansion = new RemovalExpansion(groups);
      this.texts = texts.select(DedupSearch.ROW, DedupSearch.TEXT);
      this.packing = new PartPacking(config, files, this.texts, shared);
    }

    DedupResult find(boolean remove) {
      long removable = groups.removable().count();
      JoinTuning tuning = context.step("tuning the join", () -> tune(removable));
      RemovalStrategy strategy = strategy(remove, tuning, removable);
      facts.put("strategy", strategy == RemovalStrategy.PAIRS ? "pairs" : "on-the-fly");
      if (strategy == RemovalStrategy.PAIRS) {
        return searchByPairs(tuning, remove);
      }
      Dataset<Row> removals =
          config.keep() == RemovalRule.COMPONENTS ? searchByForest(tuning) : searchByRounds(tuning);
      return new DedupResult(removals, Optional.empty(), facts);
    }

    /** Decides whether pairs are collected; see the description of the package. */
    private RemovalStrategy strategy(boolean remove, JoinTuning tuning, long groups) {
      if (config.writePairs() || !remove) {
        return RemovalStrategy.PAIRS;
      }
      return switch (config.strategy()) {
        case PAIRS -> RemovalStrategy.PAIRS;
        case ON_THE_FLY -> RemovalStrategy.ON_THE_FLY;
        case AUTO ->
            config.keep() == RemovalRule.COMPONENTS || isDense(tuning.density(), groups)
                ? RemovalStrategy.ON_THE_FLY
                : RemovalStrategy.PAIRS;
      };
    }

    private JoinTuning tune(long removable) {
      return new SampleTuning(
              config.threshold(), config.ngramRange(), config.partitionChars(), removable, shared)
          .tune(groups.removable(), texts);
    }

    private DedupResult searchByPairs(JoinTuning tuning, boolean remove) {
      boolean all = config.writePairs() || !remove;
      List<JoinPart> parts = parts(byZone(all ? groups.groups() : groups.removable(), tuning));
      CosinePartJoin.Output yield =
          config.writePairs() || remove ? CosinePartJoin.Output.PAIRS : CosinePartJoin.Output.COUNT;
      Dataset<Row> similar = context.step("joining parts", () -> join(parts, tuning, yield));
      Dataset<Row> decisive = all ? expansion.betweenRemovable(similar) : similar;
      Dataset<Row> removals =
          remove
              ? context.step("deciding", () -> context.materialize("removals", removals(decisive)))
              : DataFrames.empty(spark, DedupResult.REMOVALS);
      Optional<Dataset<Row>> pairs =
          config.writePairs()
              ? Optional.of(context.step("expanding pairs", () -> allPairs(similar)))
              : Optional.empty();
      return new DedupResult(removals, pairs, facts);
    }

    private Dataset<Row> removals(Dataset<Row> decisive) {
      return switch (config.keep()) {
        case EARLIEST_SIMILAR -> expansion.expand(RemovalExpansion.earliest(decisive));
        case GREEDY -> expansion.expand(RemovalExpansion.greedy(decisive));
        case COMPONENTS -> expansion.removeAllButBest(decisive, texts, shared, config.ngramRange());
      };
    }

    private Dataset<Row> allPairs(Dataset<Row> similar) {
      if (groups.countPairs(similar) > config.maxPairs()) {
        throw LocalDedup.tooManyPairs(config.maxPairs());
      }
      return context.materialize("pairs", groups.pairs(similar));
    }

    private Dataset<Row> searchByForest(JoinTuning tuning) {
      List<JoinPart> parts = parts(byZone(groups.removable(), tuning));
      Dataset<Row> edges =
          context.step("joining parts", () -> join(parts, tuning, CosinePartJoin.Output.FOREST));
      return context.step("deciding", () -> context.materialize("removals", removals(edges)));
    }

    private Dataset<Row> searchByRounds(JoinTuning tuning) {
      List<PartFiles.Part> parts =
          parts(packing.byPosition(groups.removable())).stream().map(JoinPart::file).toList();
      OrderedRounds rounds = new OrderedRounds(spark, config, files, tuning, shared);
      context.step(
          "deciding by position",
          () -> {
            if (config.keep() == RemovalRule.GREEDY) {
              rounds.runGreedy(parts);
            } else {
              rounds.runEarliest(parts);
            }
            return rounds;
          });
      facts.put("rounds", rounds.rounds());
      putWork(rounds.counters().visits(), rounds.counters().survivors());
      return context.step(
          "deciding", () -> context.materialize("removals", expansion.expand(rounds.removals())));
    }

    private Dataset<Row> byZone(Dataset<Row> packed, JoinTuning tuning) {
      return context.step(
          "computing cuts", () -> context.materialize("zones", packing.byZone(packed, tuning)));
    }

    private List<JoinPart> parts(Dataset<Row> keyed) {
      List<JoinPart> parts = context.step("packing parts", () -> packing.pack(keyed));
      facts.put("parts", parts.size());
      return parts;
    }

    private void putWork(long visits, long survivors) {
      facts.put("visits", visits);
      facts.put("survivors", survivors);
    }

    /** Runs the join and returns the pairs of all tasks; records their number and the work done. */
    private Dataset<Row> join(
        List<JoinPart> parts, JoinTuning tuning, CosinePartJoin.Output yield) {
      int cores = spark.sparkContext().defaultParallelism();
      SharedVocabulary vocabulary = shared.value();
      JoinCost cost = JoinCost.of(vocabulary.vocabulary(), vocabulary.order());
      List<JoinTask> tasks = JoinTask.plan(parts, cost, cores);
      int threads = TaskThreads.of(spark, config.threads());
      boolean many = tasks.size() >= cores;
      JoinSettings settings =
          tuning
              .apply(JoinSettings.of(config.threshold()))
              .withThreads(config.threads() > 0 || !many ? threads : 1);
      FlatMapFunction<JoinTask, Row> join =
          new CosinePartJoin(files, settings, yield, shared)::join;
      JavaRDD<Row> rows =
          context.javaContext().parallelize(tasks, Math.max(1, tasks.size())).flatMap(join);
      Dataset<Row> joined =
          context.materialize("similar", spark.createDataFrame(rows, CosinePartJoin.SCHEMA));
      Row work =
          joined
              .agg(
                  sum(CosinePartJoin.FOUND),
                  sum(CosinePartJoin.VISITS),
                  sum(CosinePartJoin.SURVIVORS))
              .first();
      if (yield != CosinePartJoin.Output.FOREST) { // the pairs of a forest depend on slices
        facts.put("similar-group-pairs", work.isNullAt(0) ? 0L : work.getLong(0));
      }
      putWork(work.isNullAt(1) ? 0L : work.getLong(1), work.isNullAt(2) ? 0L : work.getLong(2));
      return joined
          .filter(col(DedupResult.LEFT).isNotNull())
          .select(DedupResult.LEFT, DedupResult.RIGHT, DedupResult.SIMILARITY);
    }
  }
}
