package io.gristmill.recipe.rewrite;

import io.gristmill.check.Problems;
import io.gristmill.config.SettingsReader;
import io.gristmill.llm.SamplingParams;
import io.gristmill.recipe.prompt.PromptFile;
import io.gristmill.recipe.prompt.PromptTemplate;
import io.gristmill.recipe.prompt.PromptTemplate.Placeholders;
import io.gristmill.recipe.prompt.SamplingSettings;
import io.gristmill.record.Example;
import java.io.Serializable;
import java.util.List;

/**
 * Settings of the recipe (block {@code rewrite} of reference.conf).
 *
 * @param field field to rewrite
 * @param outputColumn metadata entry for the new text; empty replaces the field
 * @param style bundled prompt; also recorded as metadata {@code operation}
 * @param keepUnchanged whether records with an unchanged text are kept
 */
public record RewriteConfig(
    TextField field,
    String outputColumn,
    Style style,
    boolean keepUnchanged,
    PromptTemplate prompt,
    SamplingParams sampling)
    implements Serializable {

  private static final Placeholders PLACEHOLDERS =
      new Placeholders(List.of("text"), List.of("instruction", "input", "output"));
  private static final PromptFile PASSIVE_VOICE =
      new PromptFile("rewrite", "rewrite-passive-voice.txt", PLACEHOLDERS);
  private static final PromptFile CHAIN_OF_THOUGHT =
      new PromptFile("rewrite", "rewrite-chain-of-thought.txt", PLACEHOLDERS);

  /** Prompts of the recipe, listed in the help. */
  public static final List<PromptFile> PROMPTS = List.of(PASSIVE_VOICE, CHAIN_OF_THOUGHT);

  /** Field of a record. */
  public enum TextField {
    OUTPUT,
    INSTRUCTION,
    INPUT;

    String of(Example example) {
      return switch (this) {
        case OUTPUT -> example.output();
        case INSTRUCTION -> example.instruction();
        case INPUT -> example.input();
      };
    }
  }

  /** Bundled prompt. */
  public enum Style {
    /** Rewrites a text in the passive voice. */
    PASSIVE_VOICE,
    /** Adds the reasoning steps before an answer. */
    CHAIN_OF_THOUGHT;

    PromptFile prompt() {
      return this == PASSIVE_VOICE ? RewriteConfig.PASSIVE_VOICE : RewriteConfig.CHAIN_OF_THOUGHT;
    }
  }

  /**
   * Reads the settings.
   *
   * @param block the block {@code rewrite}
   */
  public static RewriteConfig read(SettingsReader block, Problems problems) {
    Style style = block.choice("style", Style.class);
    String outputColumn = block.optionalText("output-column").orElse("");
    if (outputColumn.equals(Example.MESSAGES)) {
      block.problem("output-column", "the name of a metadata entry other than " + Example.MESSAGES);
    }
    return new RewriteConfig(
        block.choice("field", TextField.class),
        outputColumn,
        style,
        block.flag("keep-unchanged"),
        style.prompt().read(block.below("prompts"), problems),
        SamplingSettings.read(block.below("rewrite"), List.of()));
  }
}
