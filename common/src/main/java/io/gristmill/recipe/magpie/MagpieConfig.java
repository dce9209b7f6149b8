package io.gristmill.recipe.magpie;

import io.gristmill.check.Problems;
import io.gristmill.config.SettingsReader;
import io.gristmill.llm.SamplingParams;
import io.gristmill.recipe.magpie.TurnTemplate.Preset;
import io.gristmill.recipe.prompt.PromptFile;
import io.gristmill.recipe.prompt.PromptTemplate;
import io.gristmill.recipe.prompt.PromptTemplate.Placeholders;
import io.gristmill.recipe.prompt.SamplingSettings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings of the recipe (block {@code magpie} of reference.conf).
 *
 * @param template chat template of the model
 * @param mode how the pre-query template is sent
 * @param oneLine whether an instruction ends at the first line break
 * @param sanitize rules that clean generated instructions
 * @param system system prompt; may be empty
 */
public record MagpieConfig(
    TurnTemplate template,
    Mode mode,
    boolean oneLine,
    Sanitize sanitize,
    PromptTemplate system,
    SamplingParams propose,
    SamplingParams answer)
    implements Serializable {

  private static final PromptFile SYSTEM =
      new PromptFile("system", "magpie-system.txt", new Placeholders(List.of(), List.of()));

  /** Prompts of the recipe, listed in the help. */
  public static final List<PromptFile> PROMPTS = List.of(SYSTEM);

  /** How the pre-query template is sent to the model. */
  public enum Mode {
    /** As plain text to continue, as the released code does. */
    RAW,
    /** As an assistant message to a chat server, as LLMs-from-scratch does. */
    CHAT
  }

  /** Rules that clean generated instructions. */
  public enum Sanitize {
    OFF,
    /** {@link Sanitizer#LLAMA_3}. */
    LLAMA_3,
    /** {@link Sanitizer#GEMMA_2}. */
    GEMMA_2
  }

  /**
   * Reads the settings.
   *
   * @param block the block {@code magpie}
   */
  public static MagpieConfig read(SettingsReader block, Problems problems) {
    Preset preset = block.choice("pre-query-template", Preset.class);
    TurnTemplate custom = readCustom(block.below("custom"));
    TurnTemplate template = preset == Preset.CUSTOM ? custom : TurnTemplate.of(preset);
    if (preset == Preset.CUSTOM && template.userPrefix().isEmpty()) {
      block.below("custom").problem("pre-query", "set, since magpie.pre-query-template is custom");
    }
    PromptTemplate system = SYSTEM.read(block.below("prompts"), problems);
    if (!template.hasSystem() && !system.render(java.util.Map.of()).isEmpty()) {
      block
          .below("prompts")
          .problem("system", "null, since this template does not support a system prompt");
    }
    boolean oneLine = block.flag("one-line");
    List<String> stop = new ArrayList<>(template.stop());
    stop.add("assistant");
    if (oneLine) {
      stop.add("\n");
    }
    return new MagpieConfig(
        template,
        block.choice("mode", Mode.class),
        oneLine,
        block.choice("sanitize", Sanitize.class),
        system,
        SamplingSettings.read(block.below("propose"), stop),
        SamplingSettings.read(block.below("answer"), template.stop()));
  }

  /** Reads the template of the settings; its pre-query text may include a system prompt. */
  private static TurnTemplate readCustom(SettingsReader custom) {
    return new TurnTemplate(
        "",
        "",
        "",
        custom.text("pre-query"),
        custom.text("post-query"),
        custom.texts("stop"),
        false);
  }
}
