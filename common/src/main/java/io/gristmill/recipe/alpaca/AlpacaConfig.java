package io.gristmill.recipe.alpaca;

import io.gristmill.check.Problems;
import io.gristmill.config.SettingsReader;
import io.gristmill.llm.SamplingParams;
import io.gristmill.quality.BlocklistRule;
import io.gristmill.recipe.InstructionRuleSettings;
import io.gristmill.recipe.prompt.PromptFile;
import io.gristmill.recipe.prompt.PromptForm;
import io.gristmill.recipe.prompt.PromptTemplate;
import io.gristmill.recipe.prompt.PromptTemplate.Placeholders;
import io.gristmill.recipe.prompt.SamplingSettings;
import java.io.Serializable;
import java.util.List;

/**
 * The settings of the recipe; block {@code alpaca} of reference.conf.
 *
 * @param language what the new tasks are to be written in
 * @param form how prompts reach the model
 * @param numFewShot seed tasks that a prompt shows, at least 1
 * @param numNewTasks the number of the last task that is asked for, the shown ones counted
 * @param noInput the input that stands for none
 */
public record AlpacaConfig(
    String language,
    PromptForm form,
    int numFewShot,
    int numNewTasks,
    String noInput,
    AlpacaParser parser,
    PromptTemplate system,
    PromptTemplate propose,
    SamplingParams sampling)
    implements Serializable {

  private static final PromptFile SYSTEM =
      new PromptFile("chat-system", "chat-system.txt", new Placeholders(List.of(), List.of()));
  private static final PromptFile PROPOSE =
      new PromptFile(
          "propose",
          "alpaca-propose.txt",
          new Placeholders(List.of("tasks"), List.of("count", "language", "no-input")));

  /** The prompts of the recipe, for help. */
  public static final List<PromptFile> PROMPTS = List.of(SYSTEM, PROPOSE);

  /**
   * Reads the block.
   *
   * @param block the block {@code alpaca}
   */
  public static AlpacaConfig read(SettingsReader block, Problems problems) {
    String language = block.text("language");
    String noInput = block.text("no-input");
    int shown = block.integer("num-few-shot", 1, 1000);
    int tasks = block.integer("num-new-tasks", 1, 1000);
    AlpacaParser parser =
        new AlpacaParser(
            InstructionRuleSettings.read(block, language, BlocklistRule.ALPACA),
            noInput,
            block.flag("strict"));
    return new AlpacaConfig(
        language,
        block.choice("prompt-form", PromptForm.class),
        shown,
        tasks,
        noInput,
        parser,
        SYSTEM.read(block.below("prompts"), problems),
        PROPOSE.read(block.below("prompts"), problems),
        SamplingSettings.read(block.below("propose"), List.of("\n" + (shown + tasks + 1) + ".")));
  }
}
