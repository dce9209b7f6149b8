package io.gristmill.recipe.reflect;

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
 * Settings of the recipe (block {@code reflect} of reference.conf).
 *
 * @param target what to improve
 * @param maxAttempts maximum number of critiques per step, at least 1
 * @param keepOriginal whether a record that could not be improved is kept unchanged
 */
public record ReflectConfig(
    Target target, int maxAttempts, boolean keepOriginal, Prompts prompts, SamplingParams sampling)
    implements Serializable {

  private static final Placeholders NONE = new Placeholders(List.of(), List.of());
  private static final PromptFile INSTRUCTION_SYSTEM =
      new PromptFile("instruction-system", "reflect-instruction-system.txt", NONE);
  private static final PromptFile INSTRUCTION =
      new PromptFile(
          "instruction",
          "reflect-instruction.txt",
          new Placeholders(List.of("instruction", "output"), List.of()));
  private static final PromptFile RESPONSE_SYSTEM =
      new PromptFile("response-system", "reflect-response-system.txt", NONE);
  private static final PromptFile RESPONSE =
      new PromptFile(
          "response",
          "reflect-response.txt",
          new Placeholders(List.of("instruction", "output"), List.of()));
  private static final PromptFile RESPONSE_WITH_INPUT =
      new PromptFile(
          "response-with-input",
          "reflect-response-with-input.txt",
          new Placeholders(List.of("instruction", "input", "output"), List.of()));

  /** Prompts of the recipe, listed in the help. */
  public static final List<PromptFile> PROMPTS =
      List.of(INSTRUCTION_SYSTEM, INSTRUCTION, RESPONSE_SYSTEM, RESPONSE, RESPONSE_WITH_INPUT);

  /** What to improve. */
  public enum Target {
    /** The answer. */
    RESPONSE,
    /** The instruction, with a new answer; records with an input are not revised. */
    INSTRUCTION,
    /** The instruction of records without input, then the answer. */
    BOTH
  }

  /** Prompt templates. */
  public record Prompts(
      PromptTemplate instructionSystem,
      PromptTemplate instruction,
      PromptTemplate responseSystem,
      PromptTemplate response,
      PromptTemplate responseWithInput)
      implements Serializable {}

  /**
   * Reads the settings.
   *
   * @param block the block {@code reflect}
   */
  public static ReflectConfig read(SettingsReader block, Problems problems) {
    SettingsReader prompts = block.below("prompts");
    return new ReflectConfig(
        block.choice("target", Target.class),
        block.integer("max-attempts", 1, 100),
        block.flag("keep-original"),
        new Prompts(
            INSTRUCTION_SYSTEM.read(prompts, problems),
            INSTRUCTION.read(prompts, problems),
            RESPONSE_SYSTEM.read(prompts, problems),
            RESPONSE.read(prompts, problems),
            RESPONSE_WITH_INPUT.read(prompts, problems)),
        SamplingSettings.read(block.below("reflect"), List.of()));
  }
}
