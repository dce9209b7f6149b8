package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.ReferenceText;
import io.gristmill.recipe.catalog.RecipeKind;
import io.gristmill.recipe.catalog.Recipes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** What there is to know of recipes in the help of {@code generate}. */
final class RecipeHelp {

  private RecipeHelp() {}

  /** The recipes, or one of them in full where the command line names it. */
  static String of(CommandSpec job) {
    ParseResult parsed = job.commandLine().getParseResult();
    @Nullable String name = parsed == null ? null : parsed.matchedOptionValue("--recipe", null);
    return name == null
        ? all()
        : Recipes.named("--recipe", name, new Problems())
            .map(RecipeHelp::whole)
            .orElseGet(RecipeHelp::all);
  }

  private static String all() {
    StringBuilder text = new StringBuilder("Recipes (gristmill generate --recipe NAME --help):\n");
    for (RecipeKind kind : Recipes.all()) {
      text.append(String.format(Locale.ROOT, "  %-16s %s%n", kind.name(), kind.description()));
    }
    return text.append("\nThe model that is asked, budget, retries and prices:\n\n")
        .append(indented(ReferenceText.block("llm").orElse("")))
        .append('\n')
        .toString();
  }

  private static String whole(RecipeKind kind) {
    return "Recipe "
        + kind.name()
        + ": "
        + kind.description()
        + "\n\n"
        + indented(ReferenceText.block(kind.name()).orElse(""))
        + "\nPrompts:\n"
        + indented(kind.promptHelp())
        + "\n";
  }

  private static String indented(String text) {
    return text.indent(2).replaceAll("(?m)^ +$", "");
  }
}
