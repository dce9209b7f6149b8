package io.gristmill.jobs.novelty;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.progress.WorkMeter;
import io.gristmill.jobs.stage.Engine;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.task.TaskFacts;
import io.gristmill.jobs.task.TaskMemory;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.similarity.rouge.NoveltyDecision;
import io.gristmill.similarity.rouge.NoveltyRows;
import io.gristmill.similarity.rouge.RougeCorpus;
import io.gristmill.similarity.rouge.RougeJoin;
import io.gristmill.similarity.rouge.RougeJoinCounters;
import io.gristmill.similarity.rouge.RougePairSink;
import io.gristmill.similarity.rouge.RougePairs;
import io.gristmill.similarity.rouge.SequentialNovelty;
import io.gristmill.similarity.rouge.TokenDictionary;
import java.io.Serializable;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Applies the novelty filter in one task with several threads, without data on the driver. */
record LocalNovelty(NoveltyConfig config, long poolSize, int threads) implements Serializable {

  private static final String REJECTED = "rejected";
  static final String SCORES = "statistics";

  private static final StructType FOUND =
      new StructType()
          .add(TaskFacts.KIND, StringType, false)
          .add(NoveltyResult.ROW, LongType, true)
          .add(NoveltyResult.MATCH, LongType, true)
          .add(NoveltyResult.SCORE, DoubleType, true)
          .add(NoveltyResult.MAX_SCORE, StringType, true)
          .add(NoveltyResult.MOST_SIMILAR, StringType, true)
          .add(NoveltyResult.AVERAGE_SCORE, StringType, true)
          .add(TaskFacts.DETAIL, StringType, true);

  NoveltyResult filter(StageContext context, Dataset<Row> texts) {
    MapPartitionsFunction<Row, Row> judge = this::run;
    Dataset<Row> found =
        context.materialize("found", texts.coalesce(1).mapPartitions(judge, Encoders.row(FOUND)));
    return new NoveltyResult(
        found
            .filter(col(TaskFacts.KIND).equalTo(REJECTED))
            .select(NoveltyResult.ROW, NoveltyResult.MATCH, NoveltyResult.SCORE),
        found
            .filter(col(TaskFacts.KIND).equalTo(SCORES))
            .select(
                NoveltyResult.ROW,
                NoveltyResult.MAX_SCORE,
                NoveltyResult.MOST_SIMILAR,
                NoveltyResult.AVERAGE_SCORE),
        TaskFacts.of(found));
  }

  Iterator<Row> run(Iterator<Row> rows) {
    return TaskMemory.run("novelty", "set novelty.engine=cluster", () -> decide(rows));
  }

  private Iterator<Row> decide(Iterator<Row> rows) {
    RougeCorpus.Builder builder = RougeCorpus.builder(new TokenDictionary(config.wordSplitting()));
    Map<Long, String> texts = new TreeMap<>(); // needed again for scores only
    while (rows.hasNext()) {
      Row row = rows.next();
      builder.add(row.getLong(0), row.getString(1));
      if (config.writesScores()) {
        texts.put(row.getLong(0), row.getString(1));
      }
    }
    RougeCorpus corpus = builder.build();
    RougePairs pairs = new RougePairs();
    RougeJoinCounters counters = join(corpus, limited(pairs, config.maxPairsPerTask()));
    List<NoveltyDecision> decisions =
        SequentialNovelty.decide(NoveltyRows.of(corpus), poolSize, pairs, config.threshold());
    Stream<Row> rejected =
        decisions.stream().filter(decision -> !decision.accepted()).map(LocalNovelty::rejectedRow);
    Stream<Row> statistics =
        config.writesScores()
            ? new KeptRowScores(config, poolSize, threads).of(decisions, texts)
            : Stream.of();
    Stream<Row> facts =
        Stream.of(
            row(TaskFacts.FACTS, null, null, null, null, null, null, facts(corpus, counters)));
    return Stream.concat(Stream.concat(rejected, statistics), facts).iterator();
  }

  RougeJoinCounters join(RougeCorpus corpus, RougePairSink sink) {
    WorkMeter meter = WorkMeter.start("texts compared", corpus.groups());
    try {
      return RougeJoin.within(corpus, config.threshold(), threads, sink, meter::add);
    } finally {
      meter.finish();
    }
  }

  /**
   * Returns a sink that fails the job when there are more than {@code max-pairs-per-task} pairs,
   * before the task runs out of memory.
   */
  static RougePairSink limited(RougePairs pairs, int max) {
    return (left, right, lcs, fmeasure) -> {
      if (pairs.size() >= max) {
        throw new UserException(
            ExitCode.CONFIGURATION,
            String.format(
                Locale.ROOT,
                "novelty: more than %,d similar pairs in one task; raise novelty.threshold, lower"
                    + " novelty.partition-chars with novelty.engine=cluster, or raise"
                    + " novelty.max-pairs-per-task (28 bytes each)",
                max));
      }
      pairs.pair(left, right, lcs, fmeasure);
    };
  }

  private static Row rejectedRow(NoveltyDecision decision) {
    return row(
        REJECTED, decision.position(), decision.match(), decision.score(), null, null, null, null);
  }

  static Row row(@Nullable Object... values) {
    return RowFactory.create(values);
  }

  private static String facts(RougeCorpus corpus, RougeJoinCounters counters) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("engine", SettingsReader.kebab(Engine.LOCAL));
    facts.put("texts", corpus.rows());
    facts.put("distinct", corpus.groups());
    facts.put("similar-pairs", counters.pairs());
    facts.put("visits", counters.visits());
    facts.put("candidates", counters.candidates());
    facts.put("lcs-calls", counters.lcsCalls());
    return JsonDocument.write(facts);
  }
}
