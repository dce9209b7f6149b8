package io.gristmill.jobs.assembly;

import io.gristmill.bpe.BpeConfig;
import io.gristmill.check.Problems;
import io.gristmill.config.NearestName;
import io.gristmill.config.OtherNames;
import io.gristmill.config.OtherNames.Section;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.contamination.DecontaminateConfig;
import io.gristmill.encode.EncodingConfig;
import io.gristmill.jobs.decontaminate.DecontaminateStage;
import io.gristmill.jobs.dedup.DedupConfig;
import io.gristmill.jobs.dedup.DedupStage;
import io.gristmill.jobs.export.ExportConfig;
import io.gristmill.jobs.export.ExportStage;
import io.gristmill.jobs.filter.FilterStage;
import io.gristmill.jobs.generate.PoolStage;
import io.gristmill.jobs.ingest.IngestConfig;
import io.gristmill.jobs.ingest.IngestStage;
import io.gristmill.jobs.llm.ModelSetup;
import io.gristmill.jobs.mix.MixStage;
import io.gristmill.jobs.novelty.NoveltyConfig;
import io.gristmill.jobs.novelty.NoveltyStage;
import io.gristmill.jobs.reference.ReferenceConfig;
import io.gristmill.jobs.reference.ReferenceStage;
import io.gristmill.jobs.respond.ModelLocation;
import io.gristmill.jobs.respond.RespondConfig;
import io.gristmill.jobs.respond.RespondStage;
import io.gristmill.jobs.split.SplitConfig;
import io.gristmill.jobs.split.SplitStage;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.stage.TableSource;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.tokenize.TokenizeConfig;
import io.gristmill.jobs.tokenize.TokenizeStage;
import io.gristmill.jobs.training.StageArtifact;
import io.gristmill.jobs.training.TokenizerStage;
import io.gristmill.jobs.training.TrainingKind;
import io.gristmill.jobs.training.TrainingStage;
import io.gristmill.mix.MixConfig;
import io.gristmill.quality.FilterConfig;
import io.gristmill.recipe.catalog.Recipes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** All stages by name; a new stage is one line here. */
final class StageCatalog {

  private static final Map<String, StageFactory> STAGES = stages();

  /** The block of settings of training text. */
  private static final String TRAINING_DATA = "training-data";

  private StageCatalog() {}

  private static Map<String, StageFactory> stages() {
    Map<String, StageFactory> stages = new LinkedHashMap<>();
    stages.put(PoolStage.NAME, recipe(PoolStage.NAME));
    stages.put("filter", StageFactory.independent(StageCatalog::filter));
    stages.put("novelty", StageFactory.independent(StageCatalog::novelty));
    stages.put("dedup", StageFactory.independent(StageCatalog::dedup));
    stages.put("decontaminate", StageFactory.independent(StageCatalog::decontaminate));
    stages.put("mix", StageFactory.independent(StageCatalog::mix));
    stages.put("split", StageFactory.independent(StageCatalog::split));
    stages.put("reference", StageFactory.independent(StageCatalog::reference));
    stages.put(RespondStage.NAME, StageCatalog::respond);
    stages.put("export", StageFactory.independent(StageCatalog::export));
    stages.put(TokenizeStage.NAME, StageFactory.independent(StageCatalog::tokenize));
    stages.put(TokenizerStage.NAME, StageFactory.independent(StageCatalog::tokenizer));
    for (TrainingKind kind : TrainingKind.values()) {
      stages.put(kind.job(), training(kind));
    }
    Recipes.all().forEach(kind -> stages.put(kind.name(), recipe(kind.name())));
    return stages;
  }

  private static StageFactory recipe(String name) {
    return (settings, before, problems) -> RecipeSetup.stage(name, settings, problems);
  }

  /** Reads the settings of stages and reports unknown names. */
  static List<Supplier<Stage>> read(List<String> names, Settings settings, Problems problems) {
    List<Supplier<Stage>> stages = new ArrayList<>();
    for (String name : names) {
      StageFactory factory = STAGES.get(name);
      if (factory == null) {
        problems.add(
            "curate.stages must be a list of some of %s; unknown stage \"%s\"%s",
            String.join(", ", STAGES.keySet()), name, suggestion(name));
        stages.add(unknownStage());
      } else {
        stages.add(factory.read(settings, names.subList(0, stages.size()), problems));
      }
    }
    return stages;
  }

  /** Whether the first stage generates its rows, so that the run reads no input. */
  static boolean generatesRows(List<String> names, Settings settings) {
    return !names.isEmpty() && RecipeSetup.generatesRows(names.get(0), settings);
  }

  /** Refuses a recipe that generates rows after another stage, whose rows it would discard. */
  static void checkOrder(List<String> names, Settings settings, Problems problems) {
    names.stream()
        .skip(1)
        .filter(name -> RecipeSetup.generatesRows(name, settings))
        .forEach(
            name ->
                problems.add(
                    "curate.stages must have %s as its first stage for a recipe that needs no rows,"
                        + " was [%s]",
                    name, String.join(", ", names)));
  }

  private static String suggestion(String name) {
    return OtherNames.target(Section.JOBS, name)
        .or(() -> OtherNames.target(Section.RECIPES, name))
        .filter(STAGES::containsKey)
        .map(stage -> "; did you mean " + stage + "?")
        .orElseGet(() -> NearestName.question(name, STAGES.keySet()));
  }

  private static <T> Supplier<T> unknownStage() {
    return () -> {
      throw new IllegalStateException("an unknown stage was reported and must not be created");
    };
  }

  private static Supplier<Stage> filter(Settings settings, Problems problems) {
    FilterConfig config = FilterConfig.read(settings, problems);
    return () -> new FilterStage(config, settings);
  }

  private static Supplier<Stage> novelty(Settings settings, Problems problems) {
    NoveltyConfig config = NoveltyConfig.read(settings, problems);
    IngestConfig reading = IngestConfig.read(settings.reader("ingest", problems));
    return () ->
        new NoveltyStage(
            config,
            config.compareWith().isEmpty()
                ? Optional.<TableSource>empty()
                : Optional.of(
                    IngestStage.of(config.compareWith(), reading, HadoopFiles.openConfiguration())),
            settings);
  }

  private static Supplier<Stage> dedup(Settings settings, Problems problems) {
    DedupConfig config = DedupConfig.read(settings, problems);
    return () -> new DedupStage(config, settings);
  }

  private static Supplier<Stage> decontaminate(Settings settings, Problems problems) {
    SettingsReader block = settings.reader("decontaminate", problems);
    DecontaminateConfig config = DecontaminateConfig.read(block);
    if (config.benchmarks().isEmpty()) {
      block.problem("benchmarks", "a list of at least one file or directory (--benchmarks)");
    }
    IngestConfig reading = IngestConfig.read(settings.reader("ingest", problems));
    return () ->
        new DecontaminateStage(
            config,
            IngestStage.of(config.benchmarks(), reading, HadoopFiles.openConfiguration()),
            settings);
  }

  private static Supplier<Stage> mix(Settings settings, Problems problems) {
    MixConfig config = MixConfig.read(settings, problems);
    return () -> new MixStage(config, settings);
  }

  private static Supplier<Stage> split(Settings settings, Problems problems) {
    SplitConfig config = SplitConfig.read(settings, problems);
    DedupConfig.read(settings, problems); // checked because the split uses its engine and sizes
    return () ->
        new SplitStage(
            config,
            DedupStage.forPairs(config.compareField(), config.threshold(), settings),
            settings);
  }

  private static Supplier<Stage> reference(Settings settings, Problems problems) {
    ReferenceConfig config = ReferenceConfig.read(settings, problems);
    return () -> ReferenceStage.of(config);
  }

  /** Uses the configured model, or that of the last training stage, or the model server. */
  private static Supplier<Stage> respond(
      Settings settings, List<String> before, Problems problems) {
    RespondConfig config = RespondConfig.read(settings, problems);
    if (!config.model().isEmpty()) {
      return () -> RespondStage.of(config, HadoopFiles.openConfiguration());
    }
    Optional<String> training = TrainingKind.last(before);
    if (training.isPresent()) {
      ModelLocation made = ModelLocation.fromStage(training.get(), TrainingStage.MODEL);
      return () -> RespondStage.ofLocation(config, made);
    }
    ModelSetup model = ModelSetup.read(settings, problems);
    return () -> RespondStage.ofServer(config, model);
  }

  private static Supplier<Stage> export(Settings settings, Problems problems) {
    ExportConfig config = ExportConfig.read(settings, problems);
    return () ->
        new ExportStage(
            config,
            EarlierRun.stages(settings, problems),
            config.selfInstruct().map(encoding -> EarlierRun.tasks(settings)),
            settings);
  }

  private static Supplier<Stage> tokenizer(Settings settings, Problems problems) {
    BpeConfig config = BpeConfig.read(settings.reader(TokenizerStage.NAME, problems));
    EncodingConfig encoding =
        EncodingConfig.readWithoutModel(settings.reader(TRAINING_DATA, problems));
    String canonical = settings.canonical(TokenizerStage.NAME) + settings.canonical(TRAINING_DATA);
    return () -> new TokenizerStage(config, encoding.reader(), canonical);
  }

  private static StageFactory training(TrainingKind kind) {
    return (settings, before, problems) -> {
      Optional<StageArtifact> beginning = kind.check(settings, before, problems);
      return () -> new TrainingStage(kind, settings, beginning);
    };
  }

  private static Supplier<Stage> tokenize(Settings settings, Problems problems) {
    TokenizeConfig config = TokenizeConfig.read(settings, problems);
    return () -> TokenizeStage.of(config, settings);
  }
}
