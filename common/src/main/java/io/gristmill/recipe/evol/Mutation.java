package io.gristmill.recipe.evol;

import io.gristmill.config.SettingsReader;
import io.gristmill.recipe.prompt.PromptFile;
import io.gristmill.recipe.prompt.PromptTemplate.Placeholders;
import java.util.List;

/** What is done to an instruction; the first five in depth, the last in breadth. */
public enum Mutation {
  /** One more requirement. */
  ADD_CONSTRAINTS,
  /** Questions that reach further. */
  DEEPEN,
  /** Specific things in place of general ones. */
  CONCRETIZE,
  /** Several steps of thinking, asked for in so many words. */
  INCREASE_REASONING,
  /** Material to work on: a table, code, a document. */
  COMPLICATE_INPUT,
  /** Another, rarer instruction of the same field. */
  MUTATE;

  static final Placeholders PLACEHOLDERS = new Placeholders(List.of("task"), List.of());

  /** Its name in settings and in metadata. */
  public String settingName() {
    return SettingsReader.kebab(this);
  }

  PromptFile prompt() {
    return new PromptFile(settingName(), "evol-" + settingName() + ".txt", PLACEHOLDERS);
  }
}
