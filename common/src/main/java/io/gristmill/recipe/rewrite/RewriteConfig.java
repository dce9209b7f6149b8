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
 * The settings of the recipe; block {@code rewrite} of reference.conf.
 *
 * @param field what is rewritten
 * @param outputColumn the metadata entry that the new text goes into; empty: it takes the old one's
 *     place
 * @param style which of the shipped prompts it starts from; also what metadata says was done
 * @param keepUnchanged whether a record whose text came back as it was is kept
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

  /** The prompts of the recipe, for help. */
  public static final List<PromptFile> PROMPTS = List.of(PASSIVE_VOICE, CHAIN_OF_THOUGHT);

  /** A text of a record. */
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

  /** A shipped prompt. */
  public enum Style {
    /** What is said, in the passive voice. */
    PASSIVE_VOICE,
    /** An answer with the steps that lead to it. */
    CHAIN_OF_THOUGHT;

    PromptFile prompt() {
      return this == PASSIVE_VOICE ? RewriteConfig.PASSIVE_VOICE : RewriteConfig.CHAIN_OF_THOUGHT;
    }
  }

  /**
   * Reads the block.
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
