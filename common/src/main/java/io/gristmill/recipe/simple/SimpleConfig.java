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
 * The settings of the recipe; block {@code simple} of reference.conf.
 *
 * @param language what new tasks are to be written in
 * @param numFewShot tasks that a prompt shows, seeds and accepted ones alike, at least 1
 * @param minInstructionChars fewest characters of an instruction
 * @param minOutputChars fewest characters of an output
 * @param similarityThreshold a new instruction shares at most this of its words with any seed or
 *     accepted one
 * @param oneLine whether input and output are one line each
 * @param noInput the input that stands for none
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

  /** The prompts of the recipe, for help. */
  public static final List<PromptFile> PROMPTS = List.of(PROPOSE, INSTANCE);

  /** The templates of the two steps. */
  public record Prompts(PromptTemplate propose, PromptTemplate instance) implements Serializable {}

  /** How each step draws its answer. */
  public record StepSampling(SamplingParams propose, SamplingParams instance)
      implements Serializable {}

  /**
   * Reads the block.
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
