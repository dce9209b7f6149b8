package io.gristmill.recipe.magpie;

import io.gristmill.check.Problems;
import io.gristmill.config.SettingsReader;
import io.gristmill.llm.Decoding;
import io.gristmill.recipe.magpie.TurnTemplate.Family;
import io.gristmill.recipe.prompt.DecodingSettings;
import io.gristmill.recipe.prompt.PromptFile;
import io.gristmill.recipe.prompt.PromptTemplate;
import io.gristmill.recipe.prompt.PromptTemplate.Placeholders;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of the recipe; block {@code magpie} of reference.conf.
 *
 * @param way how the beginning of a user's turn reaches the model
 * @param oneLine whether an instruction ends at the first line end
 * @param cleaning what is done to what the model made up
 * @param system text in front of the user's turn; may be empty
 */
public record MagpieConfig(
    TurnTemplate template,
    Way way,
    boolean oneLine,
    Cleaning cleaning,
    PromptTemplate system,
    Decoding propose,
    Decoding answer)
    implements Serializable {

  private static final PromptFile SYSTEM =
      new PromptFile("system", "magpie-system.txt", new Placeholders(List.of(), List.of()));

  /** The prompts of the recipe, for help. */
  public static final List<PromptFile> PROMPTS = List.of(SYSTEM);

  /** How the beginning of a user's turn reaches the model. */
  public enum Way {
    /** As a text to continue, as the released code does it. */
    RAW,
    /** As a message of the assistant to a chat server, as LLMs-from-scratch does it. */
    CHAT
  }

  /** What is done to what the model made up. */
  public enum Cleaning {
    OFF,
    /** {@link Sanitizer#LLAMA_3}. */
    LLAMA_3,
    /** {@link Sanitizer#GEMMA_2}. */
    GEMMA_2
  }

  /**
   * Reads the block.
   *
   * @param block the block {@code magpie}
   */
  public static MagpieConfig read(SettingsReader block, Problems problems) {
    Family family = block.choice("family", Family.class);
    TurnTemplate own = own(block.below("own"));
    TurnTemplate template = family == Family.OWN ? own : TurnTemplate.of(family);
    if (family == Family.OWN && template.beforeUser().isEmpty()) {
      block.below("own").problem("before-user", "a text, since family is own");
    }
    PromptTemplate system = SYSTEM.read(block.below("prompts"), problems);
    if (!template.hasSystem() && !system.render(java.util.Map.of()).isEmpty()) {
      block.below("prompts").problem("system", "null, since this family has no system text");
    }
    boolean oneLine = block.flag("one-line");
    List<String> stop = new ArrayList<>(template.stop());
    stop.add("assistant");
    if (oneLine) {
      stop.add("\n");
    }
    return new MagpieConfig(
        template,
        block.choice("way", Way.class),
        oneLine,
        block.choice("sanitize", Cleaning.class),
        system,
        DecodingSettings.read(block.below("propose"), stop),
        DecodingSettings.read(block.below("answer"), template.stop()));
  }

  /** All of it is the user's own; a system text can be written into it. */
  private static TurnTemplate own(SettingsReader own) {
    return new TurnTemplate(
        "", "", "", own.text("before-user"), own.text("before-answer"), own.texts("stop"), false);
  }
}
