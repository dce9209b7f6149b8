package io.gristmill.recipe.simple;

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
 * Settings of the recipe (block {@code simple} of reference.conf).
 *
 * @param language language of the new tasks
 * @param numFewShot number of seed and accepted tasks shown in a prompt, at least 1
 * @param minInstructionChars minimum number of characters of an instruction
 * @param minOutputChars minimum number of characters of an output
 * @param similarityThreshold maximum Jaccard similarity of the words of a new instruction and any
 *     seed or accepted one, in [0, 1]
 * @param oneLine whether input and output are read from one line each
 * @param noInput marker of an empty input
 */
public record SimpleConfig(
    String language,
    int numFewShot,
    int minInstructionChars,
    int minOutputChars,
    double similarityThreshold,
    boolean oneLine,
    String noInput,
    Prompts prompts,
    StepSampling sampling)
    implements Serializable {

  private static final PromptFile PROPOSE =
      new PromptFile(
          "propose", "simple-propose.txt", new Placeholders(List.of("tasks"), List.of("language")));
  private static final PromptFile INSTANCE =
      new PromptFile(
          "instance",
          "simple-instance.txt",
          new Placeholders(List.of("instruction"), List.of("language", "no-input")));

  /** Prompts of the recipe, listed in the help. */
  public static final List<PromptFile> PROMPTS = List.of(PROPOSE, INSTANCE);

  /** Prompt templates of the steps. */
  public record Prompts(PromptTemplate propose, PromptTemplate instance) implements Serializable {}

  /** Sampling parameters of the steps. */
  public record StepSampling(SamplingParams propose, SamplingParams instance)
      implements Serializable {}

  /**
   * Reads the settings.
   *
   * @param block the block {@code simple}
   */
  public static SimpleConfig read(SettingsReader block, Problems problems) {
    SettingsReader prompts = block.below("prompts");
    return new SimpleConfig(
        block.text("language"),
        block.integer("num-few-shot", 1, 1000),
        block.integer("min-instruction-chars", 0, 1_000_000),
        block.integer("min-output-chars", 0, 1_000_000),
        block.real("similarity-threshold", 0, 1),
        block.flag("one-line"),
        block.text("no-input"),
        new Prompts(PROPOSE.read(prompts, problems), INSTANCE.read(prompts, problems)),
        new StepSampling(
            SamplingSettings.read(block.below("propose"), List.of("\nTask")),
            SamplingSettings.read(block.below("instance"), List.of())));
  }
}
