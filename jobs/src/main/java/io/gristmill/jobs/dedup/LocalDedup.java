package io.gristmill.jobs.dedup;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.stage.Engine;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.task.TaskFacts;
import io.gristmill.jobs.task.TaskMemory;
import io.gristmill.jobs.task.TaskThreads;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.similarity.cosine.FinderSettings;
import io.gristmill.similarity.cosine.NearDuplicateFinder;
import io.gristmill.similarity.cosine.NearDuplicateResult;
import io.gristmill.similarity.cosine.NgramVocabulary;
import io.gristmill.similarity.cosine.PairBuffer;
import io.gristmill.similarity.cosine.PairSink;
import io.gristmill.similarity.cosine.Removal;
import io.gristmill.similarity.cosine.RemovalRule;
import io.gristmill.similarity.cosine.RemovalStrategy;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Finds near-duplicates in one task with several threads, without a shuffle and without data on the
 * driver. The texts must fit into the memory of the task, about 40 bytes per character.
 *
 * @param frozen vocabulary that defines the idf, or null for that of the texts themselves
 */
record LocalDedup(
    DedupConfig config, boolean remove, int threads, @Nullable Broadcast<NgramVocabulary> frozen)
    implements Serializable {

  private static final String REMOVAL = "removal";
  private static final String PAIR = "pair";

  /** Removals, pairs and facts in one table, since one task yields all of them. */
  private static final StructType FOUND =
      new StructType()
          .add(TaskFacts.KIND, StringType, false)
          .add(DedupResult.LEFT, LongType, true)
          .add(DedupResult.RIGHT, LongType, true)
          .add(DedupResult.SIMILARITY, DoubleType, true)
          .add(TaskFacts.DETAIL, StringType, true);

  static DedupResult find(
      DedupConfig config,
      StageContext context,
      Dataset<Row> texts,
      boolean remove,
      @Nullable NgramVocabulary frozen) {
    Broadcast<NgramVocabulary> shared =
        frozen == null ? null : context.javaContext().broadcast(frozen);
    LocalDedup search =
        new LocalDedup(config, remove, TaskThreads.of(context.spark(), config.threads()), shared);
    try {
      return search.find(context, texts);
    } finally {
      if (shared != null) {
        shared.destroy();
      }
    }
  }

  private DedupResult find(StageContext context, Dataset<Row> texts) {
    MapPartitionsFunction<Row, Row> search = this::run;
    Dataset<Row> found =
        context.materialize("found", texts.coalesce(1).mapPartitions(search, Encoders.row(FOUND)));
    Dataset<Row> removals =
        found
            .filter(col(TaskFacts.KIND).equalTo(REMOVAL))
            .select(
                col(DedupResult.RIGHT).as(DedupResult.ROW),
                col(DedupResult.LEFT).as(DedupResult.MATCH),
                col(DedupResult.SIMILARITY));
    Dataset<Row> pairs =
        found
            .filter(col(TaskFacts.KIND).equalTo(PAIR))
            .select(col(DedupResult.LEFT), col(DedupResult.RIGHT), col(DedupResult.SIMILARITY));
    return new DedupResult(
        removals, config.writePairs() ? Optional.of(pairs) : Optional.empty(), TaskFacts.of(found));
  }

  Iterator<Row> run(Iterator<Row> rows) {
    return TaskMemory.run(
        "dedup",
        config.writePairs() ? "set dedup.write-pairs=false" : "set dedup.engine=cluster",
        () -> findAll(rows));
  }

  private Iterator<Row> findAll(Iterator<Row> rows) {
    Input input = Input.read(rows);
    PairBuffer pairs = new PairBuffer();
    NearDuplicateResult found = find(input, sink(pairs));
    Stream<Row> removals =
        remove ? found.removals().stream().map(removal -> removal(input, removal)) : Stream.of();
    Stream<Row> similar =
        config.writePairs()
            ? IntStream.range(0, pairs.size()).mapToObj(k -> pair(input, pairs, k))
            : Stream.of();
    Stream<Row> facts =
        Stream.of(RowFactory.create(TaskFacts.FACTS, null, null, null, facts(found)));
    return Stream.concat(Stream.concat(removals, similar), facts).iterator();
  }

  private NearDuplicateResult find(Input input, @Nullable PairSink sink) {
    try (JoinMeter meter = new JoinMeter()) {
      return new NearDuplicateFinder(settings(), frozen == null ? null : frozen.value(), meter)
          .find(
              input.positions,
              input.texts,
              config.keep() == RemovalRule.COMPONENTS ? input.scores : null,
              sink);
    }
  }

  private FinderSettings settings() {
    FinderSettings settings =
        FinderSettings.of(config.threshold(), config.keep())
            .withRange(config.ngramRange())
            .withThreads(threads);
    return switch (config.strategy()) {
      case AUTO -> settings;
      case PAIRS -> settings.withStrategy(RemovalStrategy.PAIRS);
      case ON_THE_FLY -> settings.withStrategy(RemovalStrategy.ON_THE_FLY);
    };
  }

  /**
   * Returns the sink of pairs, or null if none are needed; a report without written pairs counts
   * them.
   */
  private @Nullable PairSink sink(PairBuffer pairs) {
    if (config.writePairs()) {
      return limited(pairs);
    }
    return remove ? null : (left, right, cosine) -> {};
  }

  /** Returns a sink that fails the job when there are more than {@code max-pairs} pairs. */
  private PairSink limited(PairBuffer pairs) {
    return (left, right, cosine) -> {
      if (pairs.size() >= config.maxPairs()) {
        throw tooManyPairs(config.maxPairs());
      }
      pairs.pair(left, right, cosine);
    };
  }

  static UserException tooManyPairs(long max) {
    return new UserException(
        ExitCode.CONFIGURATION,
        String.format(
            Locale.ROOT,
            "dedup: more than %,d similar pairs; set dedup.write-pairs=false (removal does not need"
                + " them), raise dedup.threshold, or raise dedup.max-pairs",
            max));
  }

  private static Row removal(Input input, Removal removal) {
    return RowFactory.create(
        REMOVAL,
        input.positions[removal.match()],
        input.positions[removal.row()],
        removal.cosine(),
        null);
  }

  private static Row pair(Input input, PairBuffer pairs, int k) {
    return RowFactory.create(
        PAIR,
        input.positions[pairs.left(k)],
        input.positions[pairs.right(k)],
        pairs.cosine(k),
        null);
  }

  private String facts(NearDuplicateResult found) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("engine", SettingsReader.kebab(Engine.LOCAL));
    facts.put("strategy", found.strategy() == RemovalStrategy.PAIRS ? "pairs" : "on-the-fly");
    facts.put("texts", found.texts());
    facts.put("distinct", found.distinct());
    facts.put("grams", found.grams());
    found.pairs().ifPresent(count -> facts.put("similar-pairs", count));
    facts.put("visits", found.counters().visits());
    facts.put("survivors", found.counters().survivors());
    return JsonDocument.write(facts);
  }

  /** The rows as arrays. */
  private record Input(long[] positions, @Nullable String[] texts, double[] scores) {

    static Input read(Iterator<Row> rows) {
      long[] positions = new long[1024];
      double[] scores = new double[1024];
      List<String> texts = new ArrayList<>();
      while (rows.hasNext()) {
        Row row = rows.next();
        if (texts.size() == positions.length) {
          positions = Arrays.copyOf(positions, 2 * positions.length);
          scores = Arrays.copyOf(scores, 2 * scores.length);
        }
        positions[texts.size()] = row.getLong(0);
        scores[texts.size()] = row.getDouble(2);
        texts.add(row.getString(1));
      }
      return new Input(
          Arrays.copyOf(positions, texts.size()),
          texts.toArray(new String[0]),
          Arrays.copyOf(scores, texts.size()));
    }
  }
}
