package io.gristmill.jobs.generate;

import io.gristmill.jobs.llm.ModelService;
import io.gristmill.jobs.llm.ModelSetup;
import io.gristmill.jobs.llm.TokenUsage;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.stage.TableSource;
import io.gristmill.jobs.stage.TextNovelty;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.storage.TableFiles;
import io.gristmill.jobs.table.DataFrames;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.table.TableFormat;
import io.gristmill.jobs.table.TasksTable;
import io.gristmill.recipe.PoolRecipe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Grows a pool of tasks from seed tasks with a model, until {@code generate.num-rows} tasks are
 * accepted. Input: none; it is the source of a pipeline. Output: {@link ExamplesTable} with the
 * records of accepted tasks, in the order of (round, prompt, candidate); rejects with all other
 * pieces of answers and with failed requests; and the pool {@code tasks} ({@link TasksTable}) in a
 * directory named after the stage.
 *
 * @param name name of the stage: {@link #NAME} or that of the recipe
 * @param pools examples from which new tasks must differ, besides the seed tasks
 * @param settings canonical text of the recipe's inputs: settings, prompts, seed tasks and random
 *     seed
 */
public record PoolStage(
    String name,
    PoolRecipe recipe,
    GenerateConfig config,
    ModelSetup model,
    TextNovelty novelty,
    Optional<TableSource> pools,
    String settings)
    implements Stage {

  public static final String NAME = "generate";

  /** Subdirectory of the pool in the stage's part of the run directory. */
  public static final String TASKS = "tasks";

  @Override
  public String fingerprint() {
    return String.join(
        "\n",
        recipe.name(),
        settings,
        config.rounds().toString(),
        model.fingerprint(),
        novelty.fingerprint(),
        pools.map(TableSource::fingerprint).orElse(""));
  }

  @Override
  public Map<String, String> sparkSettings(SparkConf userSettings) {
    return ModelSetup.sparkSettings(userSettings);
  }

  @Override
  public StageResult apply(StageContext context, Dataset<Row> examples) {
    try (ModelService service = model.open(context)) {
      PoolRounds rounds = rounds(context, service);
      RoundDisplay display = new RoundDisplay(context.progress(), name, config.numRows(), service);
      PoolRounds.Rounds done;
      try (display) {
        done = rounds.run(display::show);
      }
      if (done.end() != RoundSize.End.TARGET_REACHED) {
        context.progress().printLine(warning(done));
      }
      return result(context, rounds, done);
    }
  }

  private String warning(PoolRounds.Rounds done) {
    long accepted = done.all().stream().mapToLong(Round::accepted).sum();
    String why =
        done.end() == RoundSize.End.MAX_ROUNDS
            ? "generate.max-rounds is reached"
            : "the last rounds accepted a smaller share than generate.min-acceptance-rate";
    return String.format(
        Locale.ROOT,
        "%s: warning: ends with %,d of %,d tasks because %s; rejects/ has everything else the model"
            + " returned, with the reason",
        name,
        accepted,
        config.numRows(),
        why);
  }

  private PoolRounds rounds(StageContext context, ModelService service) {
    Dataset<Row> otherExamples =
        pools
            .map(source -> source.read(context))
            .orElseGet(() -> DataFrames.empty(context.spark(), ExamplesTable.SCHEMA));
    KnownTasks pool =
        KnownTasks.of(
            context.spark(), recipe.seeds(), otherExamples, context.workFolder() + "/first-pool");
    return new PoolRounds(
        recipe,
        config.rounds(),
        pool,
        novelty,
        service,
        new RoundRows.Names(name, recipe.name(), model.model().model(), novelty.threshold()),
        context);
  }

  private StageResult result(StageContext context, PoolRounds rounds, PoolRounds.Rounds done) {
    Dataset<Row> all = rounds.tables(done.all().size());
    Path folder = new Path(context.workFolder(), name);
    new TableFiles(
            context.spark(), new HadoopFiles(context.spark().sparkContext().hadoopConfiguration()))
        .writePublished(
            RoundTable.tasks(all),
            List.of(TasksTable.POSITION),
            List.of(),
            TableFormat.PARQUET,
            new Path(folder, TASKS));
    Map<String, Object> facts = facts(done);
    return StageResult.of(RoundTable.records(all), RoundTable.rejects(all))
        .withArtifacts(folder.toString())
        .withFacts(() -> facts);
  }

  private Map<String, Object> facts(PoolRounds.Rounds done) {
    TokenUsage usage =
        done.all().stream().map(Round::usage).reduce(TokenUsage.ZERO, TokenUsage::plus);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("recipe", recipe.name());
    facts.put("model", model.model().model());
    facts.put("num-rows", config.numRows());
    facts.put("accepted", done.all().stream().mapToLong(Round::accepted).sum());
    facts.put("ended", done.end().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    facts.put("rounds", done.all().size());
    facts.putAll(usage.facts());
    return facts;
  }
}
