package io.gristmill.recipe;

import io.gristmill.config.SettingsReader;
import io.gristmill.text.WholeWords;
import java.util.List;
import java.util.Locale;

/** Reads {@link InstructionRules}; some defaults depend on the language. */
public final class InstructionRuleSettings {

  private static final String ENGLISH = "english";

  private InstructionRuleSettings() {}

  /**
   * Reads the rules of a recipe.
   *
   * @param recipe block of the recipe, with the keys min-words, max-words, east-asian-words,
   *     non-ascii-start, blocklist
   * @param language language of the new instructions; the rules of the released code suit English
   * @param blocklist default blocked words
   */
  public static InstructionRules read(
      SettingsReader recipe, String language, List<String> blocklist) {
    boolean english = language.strip().toLowerCase(Locale.ROOT).equals(ENGLISH);
    int minWords = recipe.integer("min-words", 0, 1_000_000);
    int maxWords = recipe.integer("max-words", 1, 1_000_000);
    if (maxWords < minWords) {
      recipe.problem("max-words", "at least " + recipe.full("min-words") + " (" + minWords + ")");
    }
    List<String> words = recipe.isNull("blocklist") ? blocklist : recipe.texts("blocklist");
    if (words.contains("")) {
      recipe.problem("blocklist", "a list of non-empty texts");
    }
    return new InstructionRules(
        minWords,
        maxWords,
        recipe.isNull("east-asian-words") ? !english : recipe.flag("east-asian-words"),
        WholeWords.of(words.stream().filter(word -> !word.isEmpty()).toList()),
        recipe.isNull("non-ascii-start") ? !english : recipe.flag("non-ascii-start"));
  }
}
