package io.gristmill.jobs.dedup;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.sum;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.job.Engine;
import io.gristmill.jobs.job.PartFiles;
import io.gristmill.jobs.job.StageContext;
import io.gristmill.jobs.job.TaskThreads;
import io.gristmill.similarity.cosine.DecisionMode;
import io.gristmill.similarity.cosine.GramDocumentFrequencies;
import io.gristmill.similarity.cosine.JoinCost;
import io.gristmill.similarity.cosine.JoinSettings;
import io.gristmill.similarity.cosine.JoinTuning;
import io.gristmill.similarity.cosine.RemovalRule;
import io.gristmill.similarity.cosine.Vocabulary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Finds near-duplicates of any number of rows on a cluster.
 *
 * <ol>
 *   <li>Rows of equal gram counts form a group, which the join meets once ({@link Groups}).
 *   <li>Document frequencies are counted per partition and merged; the vocabulary is broadcast. It
 *       is the only thing the driver holds that grows, and it grows with the language, not the
 *       rows.
 *   <li>A sample gives the cut of the join and the mode ({@link SampleTuning}, {@link ModeChoice}).
 *   <li>One shuffle brings the groups into packed parts, a file each ({@link PartPlan}).
 *   <li>Each pair of parts is a task that reads two files and yields pairs, or a forest ({@link
 *       PartJoin}); or rounds of tasks decide by position ({@link OrderedRounds}).
 *   <li>{@link Resolution} turns what they found into rows that go.
 * </ol>
 *
 * The result depends on the texts alone: parts, partitions and executors only decide who computes
 * which cosine.
 */
final class ClusterEngine {

  private final DedupConfig config;
  private final StageContext context;
  private final SparkSession spark;
  private final String scratch;
  private final PackedFiles files;
  private final @Nullable Vocabulary frozen;

  ClusterEngine(
      DedupConfig config, StageContext context, String scratch, @Nullable Vocabulary frozen) {
    this.frozen = frozen;
    this.config = config;
    this.context = context;
    this.spark = context.spark();
    this.scratch = scratch;
    this.files = new PackedFiles(new PartFiles(spark, scratch + "/parts"));
  }

  Findings find(Dataset<Row> texts, boolean remove) {
    Groups groups =
        context.step(
            "collapsing equal vectors", () -> Groups.of(texts, config.ngramRange(), this::saved));
    GramDocumentFrequencies counted =
        context.step("counting grams", () -> GramFrequencies.of(texts, config.ngramRange()));
    SharedVocabulary vocabulary =
        new SharedVocabulary(frozen == null ? counted.toVocabulary() : frozen.withUnseen(counted));
    Broadcast<SharedVocabulary> shared = context().broadcast(vocabulary);
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

  /** Writes a table to the scratch folder and reads it back: computed once, whatever follows. */
  private Dataset<Row> saved(String name, Dataset<Row> rows) {
    String path = scratch + "/" + name;
    rows.write().parquet(path);
    return spark.read().schema(rows.schema()).parquet(path);
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** The search once groups and vocabulary are there. */
  private final class Search {

    private final Groups groups;
    private final Dataset<Row> texts;
    private final Broadcast<SharedVocabulary> shared;
    private final Map<String, Object> facts;
    private final Resolution resolution;
    private final Packing packing;

    Search(
        Dataset<Row> texts,
        Groups groups,
        Broadcast<SharedVocabulary> shared,
        Map<String, Object> facts) {
      this.groups = groups;
      this.shared = shared;
      this.facts = facts;
      this.resolution = new Resolution(groups);
      this.texts = texts.select(Texts.ROW, Texts.TEXT);
      this.packing = new Packing(config, files, this.texts, shared);
    }

    Findings find(boolean remove) {
      long removable = groups.removable().count();
      JoinTuning tuning = context.step("tuning the join", () -> tune(removable));
      DecisionMode mode = ModeChoice.of(config, remove, tuning, removable);
      facts.put("strategy", mode == DecisionMode.PAIRS ? "pairs" : "on-the-fly");
      if (mode == DecisionMode.PAIRS) {
        return byPairs(tuning, remove);
      }
      Dataset<Row> removals =
          config.keep() == RemovalRule.COMPONENTS ? byForest(tuning) : byRounds(tuning);
      return new Findings(removals, Optional.empty(), facts);
    }

    private JoinTuning tune(long removable) {
      return new SampleTuning(
              config.threshold(), config.ngramRange(), config.partitionChars(), removable, shared)
          .tune(groups.removable(), texts);
    }

    private Findings byPairs(JoinTuning tuning, boolean remove) {
      boolean all = config.writePairs() || !remove;
      List<JoinPart> parts = parts(alike(all ? groups.groups() : groups.removable(), tuning));
      PartJoin.Yield yield =
          config.writePairs() || remove ? PartJoin.Yield.PAIRS : PartJoin.Yield.COUNT;
      Dataset<Row> similar = context.step("joining parts", () -> join(parts, tuning, yield));
      Dataset<Row> decisive = all ? resolution.decisive(similar) : similar;
      Dataset<Row> removals =
          remove
              ? context.step("deciding", () -> saved("removals", removals(decisive)))
              : spark.createDataFrame(List.<Row>of(), Findings.REMOVALS);
      Optional<Dataset<Row>> pairs =
          config.writePairs()
              ? Optional.of(context.step("expanding pairs", () -> allPairs(similar)))
              : Optional.empty();
      return new Findings(removals, pairs, facts);
    }

    private Dataset<Row> removals(Dataset<Row> decisive) {
      return switch (config.keep()) {
        case EARLIEST_SIMILAR -> resolution.byWitness(Resolution.earliest(decisive));
        case GREEDY -> resolution.byWitness(Resolution.greedy(decisive));
        case COMPONENTS -> resolution.byKeeper(decisive, texts, shared, config.ngramRange());
      };
    }

    private Dataset<Row> allPairs(Dataset<Row> similar) {
      AllPairs pairs = new AllPairs(groups, similar);
      if (pairs.count() > config.maxPairs()) {
        throw LocalSearch.tooManyPairs(config.maxPairs());
      }
      return saved("pairs", pairs.rows());
    }

    private Dataset<Row> byForest(JoinTuning tuning) {
      List<JoinPart> parts = parts(alike(groups.removable(), tuning));
      Dataset<Row> edges =
          context.step("joining parts", () -> join(parts, tuning, PartJoin.Yield.FOREST));
      return context.step("deciding", () -> saved("removals", removals(edges)));
    }

    private Dataset<Row> byRounds(JoinTuning tuning) {
      List<PartFiles.Part> parts =
          parts(packing.inOrder(groups.removable())).stream().map(JoinPart::file).toList();
      OrderedRounds rounds = new OrderedRounds(spark, config, files, tuning, shared);
      context.step(
          "deciding by position",
          () -> {
            if (config.keep() == RemovalRule.GREEDY) {
              rounds.greedy(parts);
            } else {
              rounds.earliest(parts);
            }
            return rounds;
          });
      facts.put("rounds", rounds.rounds());
      putWork(rounds.counters().visits(), rounds.counters().survivors());
      return context.step(
          "deciding", () -> saved("removals", resolution.byWitness(rounds.removals())));
    }

    private Dataset<Row> alike(Dataset<Row> packed, JoinTuning tuning) {
      return context.step("cutting", () -> saved("zones", packing.alike(packed, tuning)));
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

    /** The pairs that tasks yield; how many all found and the work go to the facts. */
    private Dataset<Row> join(List<JoinPart> parts, JoinTuning tuning, PartJoin.Yield yield) {
      int cores = spark.sparkContext().defaultParallelism();
      SharedVocabulary vocabulary = shared.value();
      JoinCost cost = JoinCost.of(vocabulary.vocabulary(), vocabulary.order());
      List<JoinTask> tasks = JoinTask.all(parts, cost, cores);
      int threads = TaskThreads.of(spark, config.threads());
      boolean many = tasks.size() >= cores;
      JoinSettings settings =
          tuning
              .apply(JoinSettings.of(config.threshold()))
              .withThreads(config.threads() > 0 || !many ? threads : 1);
      FlatMapFunction<JoinTask, Row> join = new PartJoin(files, settings, yield, shared)::join;
      JavaRDD<Row> rows = context().parallelize(tasks, Math.max(1, tasks.size())).flatMap(join);
      Dataset<Row> joined = saved("similar", spark.createDataFrame(rows, PartJoin.SCHEMA));
      Row work =
          joined.agg(sum(PartJoin.FOUND), sum(PartJoin.VISITS), sum(PartJoin.SURVIVORS)).first();
      if (yield != PartJoin.Yield.FOREST) { // which spans components depends on slices
        facts.put("similar-group-pairs", work.isNullAt(0) ? 0L : work.getLong(0));
      }
      putWork(work.isNullAt(1) ? 0L : work.getLong(1), work.isNullAt(2) ? 0L : work.getLong(2));
      return joined
          .filter(col(Findings.LEFT).isNotNull())
          .select(Findings.LEFT, Findings.RIGHT, Findings.SIMILARITY);
    }
  }
}
