package io.gristmill.jobs.cli;

import io.gristmill.config.Schema;
import io.gristmill.config.Setting;
import io.gristmill.config.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Flags for settings, for example {@code --learning-rate} for {@code sft.learning-rate}. {@link
 * JobPages} lists the keys; type, description and default come from {@link Schema}.
 */
final class SettingFlags {

  /** Values of flags in other tools. */
  private static final Set<String> NO_BOOLEANS =
      Set.of("on", "off", "yes", "no", "0", "1", "none", "bfd", "bfd_split", "wrapped");

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
      return option.type(Boolean.class).arity("0..1").negatable(true).build();
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
      return isList
          ? texts.get(0)
          : Settings.list(texts.stream().flatMap(SettingFlags::split).toList());
    }
    return String.valueOf(value);
  }

  /** Splits {@code a,b} at the commas; a text with an empty part stays whole. */
  private static Stream<String> split(String text) {
    List<String> parts = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    return parts.contains("") ? Stream.of(text) : parts.stream();
  }

  /**
   * Refuses a word after a flag that the command line would take for an input: the second value of
   * a list flag, as in {@code --formats alpaca messages}, and a value of a flag that is true or
   * false.
   *
   * @throws ParameterException with the form that works
   */
  static void checkValues(CommandLine job, List<String> arguments) {
    Map<String, String> keys = keys(job.getCommandName());
    for (int i = 0; i + 1 < arguments.size(); i++) {
      String key = keys.get(arguments.get(i));
      String next = arguments.get(i + 1);
      if (key == null) {
        continue;
      }
      if (setting(key).isFlag() && NO_BOOLEANS.contains(next.toLowerCase(Locale.ROOT))) {
        throw new ParameterException(
            job,
            String.format(
                Locale.ROOT,
                "%s must be true or false, was \"%s\"; %s alone means true, --no-%s means false",
                arguments.get(i),
                next,
                arguments.get(i),
                arguments.get(i).substring(2)));
      }
      String second = i + 2 < arguments.size() ? arguments.get(i + 2) : "";
      if (setting(key).isList() && isWord(next) && isWord(second) && !InputPaths.exists(second)) {
        throw new ParameterException(
            job,
            String.format(
                Locale.ROOT,
                "%s separates values by commas: %s %s,%s; if %s is an input, write ./%s",
                arguments.get(i),
                arguments.get(i),
                next,
                second,
                second,
                second));
      }
    }
  }

  private static boolean isWord(String text) {
    return text.matches("[A-Za-z0-9][A-Za-z0-9_-]*");
  }
}
