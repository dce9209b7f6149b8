package io.gristmill.jobs.cli;

import io.gristmill.config.Schema;
import io.gristmill.config.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Flags for settings, for example {@code --learning-rate} for {@code sft.learning-rate}. {@link
 * JobPages} lists the keys; type, description and default come from {@link Schema}.
 */
final class SettingFlags {

  private SettingFlags() {}

  /** Adds the flags of a job to its command. */
  static void addTo(CommandSpec job) {
    keys(job.name()).forEach((flag, key) -> job.addOption(option(flag, setting(key))));
  }

  /** The keys of a job by flag, in the order of its page. */
  static Map<String, String> keys(String job) {
    Map<String, String> keys = new LinkedHashMap<>();
    JobPages.page(job).ifPresent(page -> keys.putAll(page.flags()));
    keys.values().removeIf(key -> Schema.setting(key).isEmpty());
    return keys;
  }

  /** Converts the flags of the command line to assignments. */
  static List<String> assignments(CommandSpec job) {
    List<String> assignments = new ArrayList<>();
    ParseResult parsed = job.commandLine().getParseResult();
    keys(job.name())
        .forEach(
            (flag, key) -> {
              if (parsed.hasMatchedOption(flag)) {
                assignments.add(key + "=" + value(parsed.matchedOption(flag), setting(key)));
              }
            });
    return assignments;
  }

  private static Setting setting(String key) {
    return Schema.setting(key).orElseThrow(() -> new IllegalStateException(key));
  }

  private static OptionSpec option(String flag, Setting setting) {
    OptionSpec.Builder option =
        OptionSpec.builder(flag).description(setting.summary().replace("%", "%%"));
    if (setting.isFlag()) {
      return option.type(Boolean.class).arity("0").negatable(true).build();
    }
    option.arity("1").paramLabel(label(setting));
    return (setting.isList()
            ? option.type(List.class).auxiliaryTypes(String.class)
            : option.type(String.class))
        .build();
  }

  /** The placeholder of a flag's value in the help. */
  static String label(Setting setting) {
    String name = setting.name();
    if (setting.isFlag()) {
      return "";
    }
    if (setting.isNumber()) {
      return "N";
    }
    return name.contains("-") ? "VALUE" : name.toUpperCase(Locale.ROOT);
  }

  private static String value(OptionSpec option, Setting setting) {
    Object value = option.getValue();
    if (setting.isList() && value instanceof List<?> values) {
      List<String> texts = values.stream().map(String::valueOf).toList();
      boolean isList = texts.size() == 1 && texts.get(0).startsWith("[");
      return isList ? texts.get(0) : SettingsCommand.list(texts);
    }
    return String.valueOf(value);
  }
}
