package io.gristmill.jobs.generate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.gristmill.jobs.llm.ExchangeTable;
import io.gristmill.jobs.llm.ExchangeTask;
import io.gristmill.jobs.llm.ModelService;
import io.gristmill.jobs.llm.TokenUsage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.TextNovelty;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.task.Iterators;
import io.gristmill.manifest.JsonDocument;
import io.gristmill.recipe.PoolRecipe;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Runs the rounds of a pool recipe. A finished round is a directory {@code round-<n>} in the
 * stage's persistent directory, published by one rename.
 */
final class PoolRounds {

  private static final String TABLE = "table";
  private static final String RECORD = "round.json";

  private static final StructType CANDIDATES =
      ExchangeTable.SCHEMA.add(RoundEvents.NUMBER, DataTypes.LongType, false);

  private final PoolRecipe recipe;
  private final RoundSize size;
  private final KnownTasks pool;
  private final TextNovelty novelty;
  private final ModelService service;
  private final RoundRows.Names names;
  private final StageContext context;
  private final SparkSession spark;
  private final HadoopFiles files;

  PoolRounds(
      PoolRecipe recipe,
      RoundSize size,
      KnownTasks pool,
      TextNovelty novelty,
      ModelService service,
      RoundRows.Names names,
      StageContext context) {
    this.recipe = recipe;
    this.size = size;
    this.pool = pool;
    this.novelty = novelty;
    this.service = service;
    this.names = names;
    this.context = context;
    this.spark = context.spark();
    this.files = new HadoopFiles(spark.sparkContext().hadoopConfiguration());
  }

  /** All rounds and the reason why the run ended. */
  record Rounds(List<Round> all, RoundSize.End end) {}

  /**
   * Resumes after the finished rounds and runs until an end condition holds.
   *
   * @param watch receives all rounds so far, at the start and after each round
   */
  Rounds run(Consumer<List<Round>> watch) {
    List<Round> rounds = new ArrayList<>();
    for (Optional<Round> done = readFinished(0);
        done.isPresent();
        done = readFinished(rounds.size())) {
      rounds.add(done.get());
    }
    watch.accept(rounds);
    RoundSize.Next next = size.after(rounds);
    while (next.prompts() > 0) {
      rounds.add(round(rounds, next.prompts()));
      watch.accept(rounds);
      next = size.after(rounds);
    }
    return new Rounds(rounds, next.end());
  }

  /** Tables of the finished rounds; columns of {@link RoundTable}. */
  Dataset<Row> tables(int rounds) {
    List<String> paths = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      paths.add(new Path(folder(round), TABLE).toString());
    }
    return paths.isEmpty()
        ? DataFrames.empty(spark, RoundTable.SCHEMA)
        : spark.read().schema(RoundTable.SCHEMA).parquet(paths.toArray(new String[0]));
  }

  private Optional<Round> readFinished(int round) {
    return files
        .read(new Path(folder(round), RECORD))
        .map(text -> JsonDocument.read(text, Round.class));
  }

  private Path folder(int round) {
    return new Path(
        context.folders().checkpoint(), String.format(Locale.ROOT, "round-%05d", round));
  }

  private Round round(List<Round> before, int prompts) {
    int number = before.size();
    StageContext here = context.inSubfolder("round-" + number);
    String work = here.workFolder();
    Dataset<Row> tasks = RoundTable.tasks(tables(number));
    long poolSize = before.stream().mapToLong(Round::accepted).sum();
    Dataset<Row> proposed =
        here.step(
            "round " + (number + 1) + ", proposing tasks",
            () -> propose(number, poolSize, prompts, tasks, work));
    Dataset<Row> candidates = here.materialize("candidates", candidates(proposed));
    Dataset<Row> knownTasks = pool.and(tasks);
    long firstNumber = pool.size() + poolSize;
    TextNovelty.Judgement judgement =
        novelty.judge(here, texts(knownTasks, candidates, firstNumber), firstNumber);
    Dataset<Row> tooSimilar = tooSimilar(judgement, knownTasks, firstNumber);
    Dataset<Row> accepted =
        here.materialize("accepted", accepted(candidates, tooSimilar, judgement, firstNumber));
    Dataset<Row> completed =
        here.step("round " + (number + 1) + ", completing tasks", () -> complete(accepted, work));
    Dataset<Row> similar = candidates.join(tooSimilar, new String[] {RoundEvents.NUMBER});
    long places = before.stream().mapToLong(Round::places).sum();
    Dataset<Row> table =
        here.materialize(
            "done/" + TABLE,
            assemble(
                RoundEvents.of(proposed, accepted, similar, completed),
                places,
                poolSize,
                firstNumber));
    long pieces =
        proposed.filter(col(ExchangeTable.KIND).notEqual(lit(ExchangeTable.ENDED))).count();
    Round done = round(number, prompts, pieces, table);
    publish(done, new Path(work, "done"));
    return done;
  }

  private void publish(Round round, Path done) {
    files.replace(new Path(done, RECORD), JsonDocument.write(round));
    if (!files.move(done, folder(round.number()))) {
      throw new IllegalStateException(folder(round.number()) + " was created by another process");
    }
    files.delete(done.getParent());
  }

  private Dataset<Row> propose(
      int round, long poolSize, int prompts, Dataset<Row> tasks, String work) {
    PoolPrompts poolPrompts = new PoolPrompts(recipe, round, poolSize);
    int partitions = Math.min(prompts, service.tasks());
    return runExchanges(
        poolPrompts.table(spark, tasks, prompts, partitions),
        poolPrompts.start(),
        work + "/proposed");
  }

  private Dataset<Row> complete(Dataset<Row> accepted, String work) {
    PoolRecipe poolRecipe = recipe;
    Dataset<Row> starts =
        accepted
            .withColumn(ExchangeTable.CANDIDATE, col(ExchangeTable.PLACE))
            .repartition(service.tasks(), col(RoundEvents.NUMBER));
    return runExchanges(
        starts, row -> poolRecipe.complete(ExchangeTable.candidate(row)), work + "/completed");
  }

  /** Runs exchanges and writes their results to a table; throws if the run has been stopped. */
  private Dataset<Row> runExchanges(
      Dataset<Row> starts, ExchangeTask.ExchangeFactory start, String folder) {
    Dataset<Row> ends =
        DataFrames.materialize(new ExchangeTask(service.handle(), start).run(starts), folder);
    service.throwIfStopped();
    return ends;
  }

  /** Candidates with their number in the round. */
  private static Dataset<Row> candidates(Dataset<Row> proposed) {
    MapPartitionsFunction<Row, Row> number =
        rows -> {
          AtomicLong next = new AtomicLong();
          return Iterators.map(rows, row -> DataFrames.append(row, next.getAndIncrement()));
        };
    return proposed
        .filter(col(ExchangeTable.KIND).equalTo(lit(ExchangeTable.CANDIDATE_MADE)))
        .repartition(1)
        .sortWithinPartitions(ExchangeTable.PROMPT, ExchangeTable.PLACE)
        .mapPartitions(number, Encoders.row(CANDIDATES));
  }

  private static Dataset<Row> texts(
      Dataset<Row> knownTasks, Dataset<Row> candidates, long firstNumber) {
    return knownTasks
        .select(TextNovelty.ROW, TextNovelty.TEXT)
        .union(
            candidates.select(
                col(RoundEvents.NUMBER).plus(lit(firstNumber)), col(ExchangeTable.INSTRUCTION)));
  }

  /**
   * Candidates that are too similar: number, score, witness, and the id of a witness that is not of
   * this round.
   */
  private static Dataset<Row> tooSimilar(
      TextNovelty.Judgement judgement, Dataset<Row> knownTasks, long firstNumber) {
    Dataset<Row> ids =
        knownTasks.select(
            col(TextNovelty.ROW).as(TextNovelty.WITNESS),
            col(KnownTasks.ID).as(RejectsTable.WITNESS_ID));
    return judgement
        .rejected()
        .join(ids, new String[] {TextNovelty.WITNESS}, "left_outer")
        .select(
            col(TextNovelty.ROW).minus(lit(firstNumber)).as(RoundEvents.NUMBER),
            col(TextNovelty.SCORE),
            col(TextNovelty.WITNESS),
            col(RejectsTable.WITNESS_ID));
  }

  private static Dataset<Row> accepted(
      Dataset<Row> candidates,
      Dataset<Row> tooSimilar,
      TextNovelty.Judgement judgement,
      long firstNumber) {
    Dataset<Row> accepted =
        candidates.join(
            tooSimilar.select(RoundEvents.NUMBER), new String[] {RoundEvents.NUMBER}, "left_anti");
    List<String> statistics = new ArrayList<>(List.of(judgement.statistics().columns()));
    statistics.remove(TextNovelty.ROW);
    if (statistics.isEmpty()) {
      return inOrder(accepted);
    }
    Dataset<Row> measured =
        judgement
            .statistics()
            .withColumn(RoundEvents.NUMBER, col(TextNovelty.ROW).minus(lit(firstNumber)))
            .drop(TextNovelty.ROW);
    Dataset<Row> withStatistics =
        accepted.join(measured, new String[] {RoundEvents.NUMBER}, "left_outer");
    for (String key : statistics) {
      withStatistics = ExamplesTable.withMetadata(withStatistics, key, col(key));
    }
    return inOrder(withStatistics);
  }

  private static Dataset<Row> inOrder(Dataset<Row> candidates) {
    return candidates.select(DataFrames.columns(CANDIDATES));
  }

  private Dataset<Row> assemble(Dataset<Row> events, long places, long poolSize, long firstNumber) {
    RoundRows.Names all = names;
    MapPartitionsFunction<Row, Row> assemble =
        rows -> new RoundAssembly(rows, new RoundRows(all, places, poolSize), firstNumber);
    return events.mapPartitions(assemble, Encoders.row(RoundTable.SCHEMA));
  }

  /** Counts rows by kind and rule. */
  private static Round round(int number, int prompts, long proposed, Dataset<Row> table) {
    Map<String, Long> counts = new HashMap<>();
    Map<String, Long> dropped = new TreeMap<>();
    TokenUsage usage = TokenUsage.ZERO;
    for (Row row :
        table
            .groupBy(RoundTable.KIND, RejectsTable.RULE)
            .agg(count(lit(1)).as("n"), ExchangeTable.usageSums())
            .collectAsList()) {
      String kind = row.getString(0);
      counts.merge(kind, row.<Long>getAs("n"), Long::sum);
      usage = usage.plus(ExchangeTable.usage(row));
      if (kind.equals(RoundTable.REJECT)) {
        dropped.put(row.getString(1), row.<Long>getAs("n"));
      }
    }
    long accepted = counts.getOrDefault(RoundTable.TASK, 0L);
    return new Round(
        number,
        prompts,
        proposed,
        accepted,
        counts.getOrDefault(RoundTable.RECORD, 0L),
        dropped,
        usage.requests(),
        usage.promptTokens(),
        usage.completionTokens(),
        usage.nanoDollars());
  }
}
