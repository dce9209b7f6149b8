package io.gristmill.recipe.evol;

import io.gristmill.config.SettingsReader;
import io.gristmill.recipe.prompt.PromptFile;
import io.gristmill.recipe.prompt.PromptTemplate.Placeholders;
import java.util.List;

/** Change made to an instruction: the first five in depth, the last in breadth. */
enum Mutation {
  /** Adds a requirement. */
  ADD_CONSTRAINTS,
  /** Deepens a question. */
  DEEPEN,
  /** Replaces general notions by specific ones. */
  CONCRETIZE,
  /** Explicitly asks for several reasoning steps. */
  INCREASE_REASONING,
  /** Adds input data: a table, code, a document. */
  COMPLICATE_INPUT,
  /** Replaces the instruction by a rarer one of the same domain. */
  MUTATE;

  static final Placeholders PLACEHOLDERS = new Placeholders(List.of("task"), List.of());

  /** Name in settings and metadata. */
  public String settingName() {
    return SettingsReader.kebab(this);
  }

  PromptFile prompt() {
    return new PromptFile(settingName(), "evol-" + settingName() + ".txt", PLACEHOLDERS);
  }
}
