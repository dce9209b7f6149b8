package io.gristmill.recipe;

import io.gristmill.config.SettingsReader;
import io.gristmill.text.WholeWords;
import java.util.List;
import java.util.Locale;

/** Reads {@link InstructionRules}, some of whose defaults depend on the language. */
public final class InstructionRuleSettings {

  private static final String ENGLISH = "english";

  private InstructionRuleSettings() {}

  /**
   * The rules of a recipe.
   *
   * @param recipe its block, with min-words, max-words, east-asian-words, non-ascii-start,
   *     blacklist
   * @param language that instructions are to be written in; the references' rules hold in English
   * @param blacklist the words where the settings name none
   */
  public static InstructionRules read(
      SettingsReader recipe, String language, List<String> blacklist) {
    boolean english = language.strip().toLowerCase(Locale.ROOT).equals(ENGLISH);
    int least = recipe.integer("min-words", 0, 1_000_000);
    int most = recipe.integer("max-words", 1, 1_000_000);
    if (most < least) {
      recipe.problem("max-words", "at least min-words (" + least + ")");
    }
    List<String> words = recipe.isNull("blacklist") ? blacklist : recipe.texts("blacklist");
    if (words.contains("")) {
      recipe.problem("blacklist", "a list of texts, none of them empty");
    }
    return new InstructionRules(
        least,
        most,
        recipe.isNull("east-asian-words") ? !english : recipe.flag("east-asian-words"),
        WholeWords.of(words.stream().filter(word -> !word.isEmpty()).toList()),
        recipe.isNull("non-ascii-start") ? !english : recipe.flag("non-ascii-start"));
  }
}
