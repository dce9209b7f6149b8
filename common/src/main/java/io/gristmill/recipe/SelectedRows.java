package io.gristmill.recipe;

import io.gristmill.config.SettingsReader;
import io.gristmill.record.Example;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A recipe for some of the rows: those whose instruction the expression is found in. The others are
 * refused before anything is asked about them.
 */
public final class SelectedRows implements RowRecipe {

  private static final long serialVersionUID = 1L;

  private static final String CONDITION_KEY = "where-instruction-matches";

  private final RowRecipe recipe;
  private final Pattern condition;

  private SelectedRows(RowRecipe recipe, Pattern only) {
    this.recipe = recipe;
    this.condition = only;
  }

  /**
   * The recipe for the rows that its block selects; a bad expression is noted as a problem.
   *
   * @param block of the recipe's settings, with the key {@code only}: null for all rows
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
        : Exchange.Done.refused(
            new Rejection("not-selected", "the instruction has no match for " + condition, ""));
  }
}
