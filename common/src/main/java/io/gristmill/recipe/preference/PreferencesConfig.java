package io.gristmill.recipe.preference;

import io.gristmill.check.Problems;
import io.gristmill.config.SettingsReader;
import io.gristmill.llm.SamplingParams;
import io.gristmill.recipe.prompt.PromptFile;
import io.gristmill.recipe.prompt.PromptTemplate;
import io.gristmill.recipe.prompt.PromptTemplate.Placeholders;
import io.gristmill.recipe.prompt.SamplingSettings;
import java.io.Serializable;
import java.util.List;

/**
 * Settings of the recipe (block {@code preferences} of reference.conf).
 *
 * @param method source of the two answers
 * @param numGenerations number of answers that the judge scores, at least 2
 * @param models names of the other models; empty means the model of the job
 */
public record PreferencesConfig(
    Method method, int numGenerations, Models models, Prompts prompts, StepSampling sampling)
    implements Serializable {

  private static final Placeholders TONE =
      new Placeholders(List.of("output"), List.of("instruction", "input"));
  private static final PromptFile POLITE = new PromptFile("polite", "preferences-polite.txt", TONE);
  private static final PromptFile IMPOLITE =
      new PromptFile("impolite", "preferences-impolite.txt", TONE);
  private static final PromptFile JUDGE =
      new PromptFile(
          "judge", "preferences-judge.txt", new Placeholders(List.of("task", "answer"), List.of()));
  private static final PromptFile JUDGE_BY_REFERENCE =
      new PromptFile(
          "judge-by-reference",
          "preferences-judge-by-reference.txt",
          new Placeholders(List.of("task", "reference", "answer"), List.of()));

  /** Prompts of the recipe, listed in the help. */
  public static final List<PromptFile> PROMPTS =
      List.of(POLITE, IMPOLITE, JUDGE, JUDGE_BY_REFERENCE);

  /** Source of the two answers. */
  public enum Method {
    /** The output and a rewrite in a polite or impolite tone, drawn with equal probability. */
    TONE,
    /** The best and the worst of several answers by the score of a judge. */
    JUDGE,
    /** The answers of two models; that of the second is the rejected one. */
    MODELS
  }

  /**
   * Models besides the model of the job.
   *
   * @param judge model that scores answers
   * @param rejected model whose answers are rejected
   */
  public record Models(String judge, String rejected) implements Serializable {}

  /** Prompt templates. */
  public record Prompts(
      PromptTemplate polite,
      PromptTemplate impolite,
      PromptTemplate judge,
      PromptTemplate judgeByReference)
      implements Serializable {}

  /** Sampling parameters of the steps. */
  public record StepSampling(SamplingParams tone, SamplingParams answer, SamplingParams judge)
      implements Serializable {}

  /**
   * Reads the settings.
   *
   * @param block the block {@code preferences}
   */
  public static PreferencesConfig read(SettingsReader block, Problems problems) {
    Method method = block.choice("method", Method.class);
    Models models =
        new Models(
            block.optionalText("judge-model").orElse(""),
            block.optionalText("rejected-model").orElse(""));
    if (method == Method.MODELS && models.rejected().isEmpty()) {
      block.problem(
          "rejected-model", "the name of the second model, since preferences.method is models");
    }
    SettingsReader prompts = block.below("prompts");
    return new PreferencesConfig(
        method,
        block.integer("num-generations", 2, 1000),
        models,
        new Prompts(
            POLITE.read(prompts, problems),
            IMPOLITE.read(prompts, problems),
            JUDGE.read(prompts, problems),
            JUDGE_BY_REFERENCE.read(prompts, problems)),
        new StepSampling(
            SamplingSettings.read(block.below("tone"), List.of()),
            SamplingSettings.read(block.below("answer"), List.of()),
            SamplingSettings.read(block.below("judge"), List.of())));
  }
}
