package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = GenerateCommand.NAME,
    description = {
      "Makes instruction data by asking a model. Without settings it rehearses: a built-in stand-in"
          + " answers, and its answers are no model's result.",
      "With --recipe NAME --help it lists the settings and prompts of that recipe."
    })
final class GenerateCommand extends JobCommand {

  static final String NAME = "generate";

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      description = "How the data is made (generate.recipe); the recipes are listed below.")
  private @Nullable String recipe;

  @Option(
      names = "--target",
      paramLabel = "N",
      description = "How many tasks are wanted (generate.target).")
  private @Nullable String target;

  @Option(
      names = "--seeds",
      paramLabel = "FILE",
      description = "Seed tasks, JSON lines as Self-Instruct has them (generate.seeds).")
  private @Nullable String seeds;

  @Override
  List<String> stages(Settings settings, Problems problems) {
    return List.of(NAME);
  }

  @Override
  List<String> ownAssignments() {
    List<String> own = new ArrayList<>();
    addTo(own, recipe, target, seeds);
    return own;
  }

  /** The settings that these options stand for, where they are given. */
  static void addTo(
      List<String> assignments,
      @Nullable String recipe,
      @Nullable String target,
      @Nullable String seeds) {
    add(assignments, "generate.recipe", recipe);
    add(assignments, "generate.target", target);
    add(assignments, "generate.seeds", seeds);
  }

  private static void add(List<String> assignments, String key, @Nullable String value) {
    if (value != null) {
      assignments.add(key + "=" + quoted(value));
    }
  }
}
