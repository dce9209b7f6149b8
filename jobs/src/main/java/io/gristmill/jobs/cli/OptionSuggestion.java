package io.gristmill.jobs.cli;

import io.gristmill.config.NearestName;
import io.gristmill.config.Settings;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Suggests an option, or a setting without an option, for an unknown option. */
final class OptionSuggestion {

  private OptionSuggestion() {}

  /**
   * Returns the message for an unknown option.
   *
   * @param job the command
   * @param argument the option, possibly with a value
   */
  static String message(CommandSpec job, String argument) {
    String option = argument.replaceFirst("=.*", "");
    return "unknown option "
        + option
        + suggestion(job, option)
            .map(name -> "; did you mean " + name + "?")
            .orElse("; " + job.qualifiedName() + " --help lists the options");
  }

  private static Optional<String> suggestion(CommandSpec job, String option) {
    List<String> options = job.optionsMap().keySet().stream().filter(n -> n.length() > 2).toList();
    String name = option.replaceFirst("^-+", "").replace('_', '-');
    Optional<String> near = NearestName.of("--" + name, options);
    boolean plural = options.stream().anyMatch(known -> option.equals(known + "s"));
    if (plural || !(job.userObject() instanceof SettingsCommand command)) {
      return near;
    }
    Collection<String> flagged = SettingFlags.keys(job.name()).values();
    return Settings.find(name, command.block())
        .map(key -> flagged.contains(key) ? flag(job, key) : key + "=VALUE")
        .or(() -> Settings.suggest(name, command.block()).map(keys -> flags(job, keys)))
        .or(() -> near);
  }

  /** Replaces suggested keys by their flags, if they have flags. */
  private static String flags(CommandSpec job, String keys) {
    String flags = keys;
    for (Map.Entry<String, String> flag : SettingFlags.keys(job.name()).entrySet()) {
      if (flags.equals(flag.getValue()) || flags.startsWith(flag.getValue() + " (")) {
        flags = flag.getKey() + flags.substring(flag.getValue().length());
      }
    }
    return flags.replaceAll("run\\.(input|output)", "--$1");
  }

  private static String flag(CommandSpec job, String key) {
    return SettingFlags.keys(job.name()).entrySet().stream()
        .filter(flag -> flag.getValue().equals(key))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(key);
  }
}
