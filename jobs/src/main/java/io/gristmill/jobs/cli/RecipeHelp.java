package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.ReferenceText;
import io.gristmill.recipe.catalog.RecipeKind;
import io.gristmill.recipe.catalog.Recipes;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The sections about recipes in the help of {@code generate}. */
final class RecipeHelp {

  private RecipeHelp() {}

  /** One line per recipe. */
  static String names() {
    StringBuilder text =
        new StringBuilder("\nRecipes (settings of one: --recipe NAME --help-all):\n");
    for (RecipeKind kind : Recipes.all()) {
      text.append(String.format(Locale.ROOT, "  %-16s %s%n", kind.name(), kind.description()));
    }
    return text.toString();
  }

  /** The recipe of the command line's {@code --recipe}. */
  static Optional<RecipeKind> named(CommandSpec job) {
    ParseResult parsed = job.commandLine().getParseResult();
    @Nullable String name = parsed == null ? null : parsed.matchedOptionValue("--recipe", null);
    return name == null ? Optional.empty() : Recipes.named("--recipe", name, new Problems());
  }

  /** Settings and prompts of the recipe of {@code --recipe}; empty without the option. */
  static String of(CommandSpec job) {
    return named(job)
        .map(
            kind ->
                "\nRecipe "
                    + kind.name()
                    + ": "
                    + kind.description()
                    + "\n\n"
                    + SettingsHelp.indented(ReferenceText.block(kind.name()).orElse(""))
                    + "\nPrompts:\n"
                    + SettingsHelp.indented(kind.promptHelp()))
        .orElse("");
  }
}
