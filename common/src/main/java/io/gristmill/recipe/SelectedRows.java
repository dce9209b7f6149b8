package io.gristmill.recipe;

import io.gristmill.config.SettingsReader;
import io.gristmill.record.Example;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Restricts a recipe to rows whose instruction contains a match of a regular expression. Other rows
 * are rejected without a request.
 */
public record SelectedRows(RowRecipe recipe, Pattern condition) implements RowRecipe {

  private static final String CONDITION_KEY = "where-instruction-matches";

  /**
   * Restricts a recipe by the setting of its block; an invalid expression is added to the problems.
   *
   * @param block block of the recipe, with key {@code where-instruction-matches}; null means all
   *     rows
   */
  public static RowRecipe of(RowRecipe recipe, SettingsReader block) {
    try {
      return block
          .optionalText(CONDITION_KEY)
          .map(Pattern::compile)
          .<RowRecipe>map(pattern -> new SelectedRows(recipe, pattern))
          .orElse(recipe);
    } catch (PatternSyntaxException e) {
      block.problem(CONDITION_KEY, "a Java regular expression (" + e.getDescription() + ")");
      return recipe;
    }
  }

  @Override
  public String name() {
    return recipe.name();
  }

  @Override
  public Exchange of(Example example) {
    return condition.matcher(example.instruction()).find()
        ? recipe.of(example)
        : Exchange.Done.rejected(
            new Rejection("not-selected", "the instruction has no match for " + condition, ""));
  }
}
