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
 * Settings of the recipe (block {@code alpaca} of reference.conf).
 *
 * @param language language of the new tasks
 * @param form how prompts are sent
 * @param numFewShot number of seed tasks shown in a prompt, at least 1
 * @param numNewTasks number of new tasks that a prompt asks for, at least 1
 * @param noInput marker of an empty input
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

  /** Prompts of the recipe, listed in the help. */
  public static final List<PromptFile> PROMPTS = List.of(SYSTEM, PROPOSE);

  /**
   * Reads the settings.
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
