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
 * The settings of the recipe; block {@code reflect} of reference.conf.
 *
 * @param target what is to become better
 * @param maxAttempts how often a model is asked whose critique has not the asked parts, at least 1
 * @param keepOriginal whether a record comes out as it is where no better one was found
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

  /** The prompts of the recipe, for help. */
  public static final List<PromptFile> PROMPTS =
      List.of(INSTRUCTION_SYSTEM, INSTRUCTION, RESPONSE_SYSTEM, RESPONSE, RESPONSE_WITH_INPUT);

  /** What is to become better. */
  public enum Target {
    /** The answer. */
    RESPONSE,
    /** The instruction, with a new answer; records with an input are left out. */
    INSTRUCTION,
    /** The instruction where there is no input, then the answer. */
    BOTH
  }

  /** The templates. */
  public record Prompts(
      PromptTemplate instructionSystem,
      PromptTemplate instruction,
      PromptTemplate responseSystem,
      PromptTemplate response,
      PromptTemplate responseWithInput)
      implements Serializable {}

  /**
   * Reads the block.
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
