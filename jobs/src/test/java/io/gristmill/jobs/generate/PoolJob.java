package io.gristmill.jobs.generate;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.llm.ModelSetup;
import io.gristmill.jobs.novelty.NoveltyConfig;
import io.gristmill.jobs.progress.Progress;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.testing.ExamplesSource;
import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.jobs.testing.LocalSpark;
import io.gristmill.jobs.testing.StageRun;
import io.gristmill.jobs.testing.Tables;
import io.gristmill.recipe.PoolRecipe;
import io.gristmill.recipe.SeedTasks;
import io.gristmill.recipe.catalog.RecipeInputs;
import io.gristmill.recipe.catalog.Recipes;
import io.gristmill.record.Example;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A job that grows a pool, with its recipe and configuration read from settings.
 *
 * @param pool examples, besides the seed tasks, from which new tasks must differ
 */
record PoolJob(
    PoolRecipe recipe,
    GenerateConfig config,
    ModelSetup model,
    FailingNovelty novelty,
    List<Example> pool) {

  /** Creates a job with these settings and the bundled seed tasks. */
  static PoolJob of(String... assignments) {
    Settings settings = StageRun.settings(assignments);
    Problems problems = new Problems();
    GenerateConfig config = GenerateConfig.read(settings, problems);
    ModelSetup model = ModelSetup.read(settings, problems);
    RecipeInputs inputs =
        new RecipeInputs(settings, model.model().model(), SeedTasks.defaults(), problems);
    PoolRecipe recipe =
        (PoolRecipe)
            Recipes.named("generate.recipe", config.recipe(), problems)
                .orElseThrow()
                .create(inputs);
    FailingNovelty novelty = FailingNovelty.of(NoveltyConfig.read(settings, problems));
    problems.throwIfAny();
    return new PoolJob(recipe, config, model, novelty, List.of());
  }

  PoolJob with(FailingNovelty other) {
    return new PoolJob(recipe, config, model, other, pool);
  }

  PoolJob with(List<Example> examples) {
    return new PoolJob(recipe, config, model, novelty, examples);
  }

  /**
   * The result of a job.
   *
   * @param rows by position
   * @param rejects by position
   * @param tasks by position
   * @param exact every value of the three tables, and the bytes of the published pool
   * @param progressLines lines of the progress display
   */
  record Done(
      List<Example> rows,
      List<Row> rejects,
      List<Row> tasks,
      List<String> exact,
      Map<String, Object> facts,
      List<String> progressLines) {

    long fact(String name) {
      return ((Number) Objects.requireNonNull(facts.get(name), name)).longValue();
    }
  }

  /** Runs one attempt of the job in a run directory that later attempts resume. */
  Done attempt(Path directory) {
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    try (Progress progress =
        new Progress(new PrintStream(told, true, StandardCharsets.UTF_8), false)) {
      return done(stage().apply(context(directory, progress), noRows()), told);
    }
  }

  private PoolStage stage() {
    return new PoolStage(
        PoolStage.NAME,
        recipe,
        config,
        model,
        novelty,
        pool.isEmpty() ? Optional.empty() : Optional.of(new ExamplesSource(pool)),
        "");
  }

  private static Dataset<Row> noRows() {
    return Tables.examples(List.of(), 1);
  }

  private static StageContext context(Path directory, Progress progress) {
    try {
      String work = Files.createTempDirectory(directory, "work").toString();
      return new StageContext(
          LocalSpark.session(),
          new StageContext.Folders(
              work, directory + "/lasting", directory + "/responses", Map.of()),
          0,
          List.of(),
          progress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Done done(StageResult result, ByteArrayOutputStream told) {
    Path tasks = Path.of(result.artifacts().orElseThrow(), "tasks");
    List<Row> pool = inOrder(LocalSpark.session().read().parquet(tasks.toString()));
    List<String> exact = new ArrayList<>();
    exact.addAll(Tables.lines(result.rows()));
    exact.addAll(Tables.lines(result.rejects()));
    exact.addAll(Tables.lines(LocalSpark.session().read().parquet(tasks.toString())));
    exact.add(FileBytes.hashes(tasks).toString());
    Done done =
        new Done(
            Tables.read(result.rows()),
            inOrder(result.rejects()),
            pool,
            exact,
            result.facts().get(),
            told.toString(StandardCharsets.UTF_8).lines().toList());
    result.release().run();
    return done;
  }

  private static List<Row> inOrder(Dataset<Row> table) {
    return table.collectAsList().stream()
        .sorted(Comparator.comparingLong(row -> row.<Long>getAs(ExamplesTable.POSITION)))
        .toList();
  }
}
