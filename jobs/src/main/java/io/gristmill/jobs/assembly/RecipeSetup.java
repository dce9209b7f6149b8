package io.gristmill.jobs.assembly;

import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.generate.GenerateConfig;
import io.gristmill.jobs.generate.PoolStage;
import io.gristmill.jobs.generate.RowStage;
import io.gristmill.jobs.ingest.IngestConfig;
import io.gristmill.jobs.ingest.IngestStage;
import io.gristmill.jobs.llm.ModelSetup;
import io.gristmill.jobs.novelty.RoundNovelty;
import io.gristmill.jobs.novelty.WordOverlapNovelty;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.stage.TableSource;
import io.gristmill.jobs.stage.TextNovelty;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.llm.client.Provider;
import io.gristmill.recipe.PoolRecipe;
import io.gristmill.recipe.Recipe;
import io.gristmill.recipe.RowRecipe;
import io.gristmill.recipe.SeedTask;
import io.gristmill.recipe.SeedTasks;
import io.gristmill.recipe.catalog.RecipeInputs;
import io.gristmill.recipe.catalog.RecipeKind;
import io.gristmill.recipe.catalog.Recipes;
import io.gristmill.record.ContentId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The configured recipe with its settings and its model. Settings and prompts are checked at
 * construction; seed tasks are read later.
 */
public final class RecipeSetup {

  private static final String TEXT_FORM = "text";
  private static final String RAW_MODE = "raw";

  private final RecipeKind kind;
  private final GenerateConfig config;
  private final ModelSetup model;
  private final Settings settings;

  private RecipeSetup(RecipeKind kind, GenerateConfig config, ModelSetup model, Settings settings) {
    this.kind = kind;
    this.config = config;
    this.model = model;
    this.settings = settings;
  }

  /** Reads the recipe of {@code generate.recipe}. */
  public static Optional<RecipeSetup> read(Settings settings, Problems problems) {
    return read(PoolStage.NAME, settings, problems);
  }

  /**
   * Reads and checks the settings of a recipe; empty for an unknown recipe.
   *
   * @param stage {@code generate}, or the name of a recipe
   */
  static Optional<RecipeSetup> read(String stage, Settings settings, Problems problems) {
    GenerateConfig config = GenerateConfig.read(settings, problems);
    ModelSetup model = ModelSetup.read(settings, problems);
    String recipe = stage.equals(PoolStage.NAME) ? config.recipe() : stage;
    return Recipes.named("generate.recipe", recipe, problems)
        .map(
            kind -> {
              RecipeSetup setup = new RecipeSetup(kind, config, model, settings);
              setup.recipe(SeedTasks.defaults(), problems);
              setup.checkPromptForm(problems);
              return setup;
            });
  }

  /** Whether a stage runs a recipe that generates rows without input. */
  static boolean generatesRows(String stage, Settings settings) {
    Problems none = new Problems();
    String recipe =
        stage.equals(PoolStage.NAME) ? GenerateConfig.read(settings, none).recipe() : stage;
    return Recipes.named("", recipe, none).filter(kind -> !kind.needsRows()).isPresent();
  }

  public GenerateConfig config() {
    return config;
  }

  public ModelSetup model() {
    return model;
  }

  /** Whether the recipe transforms the rows of a table; other recipes generate rows. */
  public boolean needsRows() {
    return kind.needsRows();
  }

  /** The seed tasks of {@code generate.seed-tasks}, or the bundled ones. */
  public List<SeedTask> seeds() {
    return config
        .seedTasks()
        .map(file -> SeedTasks.parse(file, text(file).lines().toList()))
        .orElseGet(SeedTasks::defaults);
  }

  /** The recipe with these seed tasks. */
  public Recipe recipe(List<SeedTask> seeds) {
    Problems problems = new Problems();
    Recipe recipe = recipe(seeds, problems);
    problems.throwIfAny();
    return recipe;
  }

  /**
   * Returns the stage that runs a recipe.
   *
   * @param name name of the stage: {@code generate}, or the name of a recipe
   */
  static Supplier<Stage> stage(String name, Settings settings, Problems problems) {
    Optional<RecipeSetup> reading = read(name, settings, problems);
    boolean ofRows = reading.filter(RecipeSetup::needsRows).isPresent();
    RoundNovelty novelty = RoundNovelty.read(settings, ofRows ? new Problems() : problems);
    IngestConfig ingest = IngestConfig.read(settings.reader("ingest", problems));
    return () -> {
      RecipeSetup read = reading.orElseThrow();
      List<SeedTask> seeds = read.seeds();
      Recipe recipe = read.recipe(seeds);
      if (recipe instanceof RowRecipe each) {
        return new RowStage(name, each, read.model, read.canonical(seeds));
      }
      List<String> pools = novelty.config().compareWith();
      PoolRecipe ofPool = (PoolRecipe) recipe;
      return new PoolStage(
          name,
          ofPool,
          read.config,
          read.model,
          noveltyFilter(ofPool, novelty),
          pools.isEmpty()
              ? Optional.<TableSource>empty()
              : Optional.of(IngestStage.of(pools, ingest, HadoopFiles.openConfiguration())),
          read.canonical(seeds));
    };
  }

  /** The configured novelty filter, unless the recipe defines a word-overlap filter. */
  private static TextNovelty noveltyFilter(PoolRecipe recipe, RoundNovelty ofSettings) {
    return recipe.novelty() instanceof PoolRecipe.Novelty.WordJaccard words
        ? new WordOverlapNovelty(words.threshold())
        : ofSettings;
  }

  private Recipe recipe(List<SeedTask> seeds, Problems problems) {
    return kind.create(new RecipeInputs(settings, model.model().model(), seeds, problems));
  }

  /** Refuses a prompt form that the server's protocol lacks, because every request would fail. */
  private void checkPromptForm(Problems problems) {
    SettingsReader block = settings.reader(kind.name(), problems);
    Provider provider = model.model().provider();
    String key = block.has("mode") ? "mode" : "prompt-form";
    String asText = block.has("mode") ? RAW_MODE : TEXT_FORM;
    boolean text = block.has(key) && block.text(key).equals(asText);
    if (text ? provider.takesText() : provider.takesChat()) {
      return;
    }
    String name = SettingsReader.kebab(provider);
    if (block.has(key)) {
      block.problem(key, (text ? "chat" : asText) + " for llm.provider = " + name);
    } else {
      problems.add(
          "llm.provider must be a chat provider for the recipe %s, was %s", kind.name(), name);
    }
  }

  /** All settings, prompts and seed tasks that determine the recipe's results. */
  private String canonical(List<SeedTask> seeds) {
    Problems none = new Problems();
    SettingsReader prompts = settings.reader(kind.name(), none).below("prompts");
    String texts =
        kind.prompts().stream()
            .map(prompt -> prompt.text(prompts))
            .collect(Collectors.joining("\u0000"));
    return settings.canonical(kind.name())
        + settings.seed(none)
        + " "
        + ContentId.ofParts(
            Stream.concat(Stream.of(texts), seeds.stream().map(SeedTask::toString))
                .toArray(String[]::new));
  }

  private static String text(String file) {
    HadoopFiles files = HadoopFiles.open();
    return files
        .readUnpacked(files.qualify(file))
        .orElseThrow(
            () ->
                new UserException(
                    ExitCode.INPUT,
                    file + " does not exist; generate.seed-tasks must name a file of seed tasks"));
  }
}
