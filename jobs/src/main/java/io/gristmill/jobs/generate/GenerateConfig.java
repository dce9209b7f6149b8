package io.gristmill.jobs.generate;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Settings of the job (block {@code generate} of reference.conf).
 *
 * @param recipe name of the recipe
 * @param seedTasks file of seed tasks; empty means the bundled ones
 * @param numRows number of tasks to accept
 * @param initialPromptsPerRound maximum number of prompts of the first round
 * @param maxPromptsPerRound maximum number of prompts of a round
 * @param maxRounds maximum number of rounds, if limited
 * @param minAcceptanceRate share of accepted candidates below which a run ends early, in [0, 1]
 */
public record GenerateConfig(
    String recipe,
    Optional<String> seedTasks,
    long numRows,
    int initialPromptsPerRound,
    int maxPromptsPerRound,
    OptionalInt maxRounds,
    double minAcceptanceRate) {

  private static final int MAX_PROMPTS = 100_000;

  /** Reads the settings; invalid ones are added to the problems. */
  public static GenerateConfig read(Settings settings, Problems problems) {
    SettingsReader block = settings.reader("generate", problems);
    return new GenerateConfig(
        block.text("recipe"),
        block.optionalText("seed-tasks"),
        block.whole("num-rows", 1, 1_000_000_000_000L),
        block.integer("initial-prompts-per-round", 1, MAX_PROMPTS),
        block.integer("max-prompts-per-round", 1, MAX_PROMPTS),
        block.isNull("max-rounds")
            ? OptionalInt.empty()
            : OptionalInt.of(block.integer("max-rounds", 1, 1_000_000)),
        block.real("min-acceptance-rate", 0, 1));
  }

  RoundSize rounds() {
    return new RoundSize(
        numRows, initialPromptsPerRound, maxPromptsPerRound, maxRounds, minAcceptanceRate);
  }
}
