package io.gristmill.jobs.cli;

import io.gristmill.config.Schema;
import io.gristmill.config.Setting;
import io.gristmill.jobs.assembly.RunRequest;
import io.gristmill.recipe.catalog.RecipeKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * The help of a job: one screen with usage, examples, options and the settings that matter most.
 * With {@code --help-all} the job's blocks of {@code reference.conf} follow.
 */
final class JobHelp {

  /** The option that adds all settings to the help. */
  static final String ALL = "--help-all";

  private static final int WIDTH = 100;
  private static final int MAX_NAME_WIDTH = 36;
  private static final String SECTION = "job";

  /** A blank at which lines are not broken. */
  private static final char NO_BREAK = '\u00a0';

  /** Placeholders that show the values of a setting, by its name. */
  private static final Map<String, String> CHOICES =
      Map.of(
          "warmup-steps", "N|FRACTION",
          "lr-scheduler-type", "constant|linear|cosine",
          "report-to", "tensorboard,html,mlflow",
          "format", "parquet|jsonl",
          "run-on", "driver|executor",
          "api-key", "env:NAME|file:/PATH",
          "temperature", "N");

  private final CommandSpec job;
  private final JobPage page;
  private final StringBuilder text = new StringBuilder();

  private JobHelp(CommandSpec job, JobPage page) {
    this.job = job;
    this.page = page;
  }

  /** Replaces the default help of a job. */
  static void addTo(CommandLine job, JobPage page) {
    job.setHelpSectionKeys(List.of(SECTION));
    job.getHelpSectionMap().put(SECTION, help -> new JobHelp(help.commandSpec(), page).render());
  }

  private String render() {
    text.append("Usage: ").append(usage()).append("\n\n");
    for (String line : job.usageMessage().description()) {
      wrap("", line, "");
    }
    if (job.name().equals(JobPage.GENERATE)) {
      text.append(RecipeHelp.names());
    }
    examples();
    options();
    settings();
    if (hasSettings()) {
      text.append(showsAllSettings() ? SettingsHelp.of(job) : pointers());
    }
    return text.toString();
  }

  private boolean hasSettings() {
    return job.userObject() instanceof SettingsCommand;
  }

  private boolean showsAllSettings() {
    @Nullable ParseResult parsed = job.root().commandLine().getParseResult();
    return parsed != null && parsed.originalArgs().contains(ALL);
  }

  private String usage() {
    String name = job.qualifiedName();
    if (hasSettings()) {
      String paths = needsPaths() ? " INPUT... -o DIR" : " [INPUT...] [-o DIR]";
      return name + (JobOptions.hasPaths(job) ? paths : "") + " [KEY=VALUE]... [OPTIONS]";
    }
    String subcommands = job.subcommands().isEmpty() ? "" : " COMMAND ...";
    return name
        + subcommands
        + job.positionalParameters().stream()
            .map(p -> p.arity().min() == 0 ? " [" + p.paramLabel() + "]" : " " + p.paramLabel())
            .collect(Collectors.joining());
  }

  private void examples() {
    text.append("\nExamples:\n");
    for (JobPage.Example example : page.examples()) {
      text.append("  # ").append(example.purpose()).append('\n');
      example.commands().forEach(this::command);
    }
  }

  /** Prints a command line; a backslash continues a long one. */
  private void command(String command) {
    StringBuilder line = new StringBuilder(" ");
    for (String word : words(command)) {
      if (line.length() + 1 + word.length() > WIDTH - 2) {
        text.append(line).append(" \\\n");
        line = new StringBuilder("   ");
      }
      line.append(' ').append(word);
    }
    text.append(line).append('\n');
  }

  /** Splits a command at spaces outside quotes and keeps the quotes. */
  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    boolean open = false;
    for (String word : command.split(" ", -1)) {
      if (open) {
        words.set(words.size() - 1, words.get(words.size() - 1) + " " + word);
      } else {
        words.add(word);
      }
      open ^= word.chars().filter(c -> c == '\'').count() % 2 == 1;
    }
    return words;
  }

  private void options() {
    List<OptionSpec> options =
        job.options().stream()
            .filter(option -> !SettingFlags.keys(job.name()).containsKey(option.longestName()))
            .toList();
    List<PositionalParamSpec> parameters = hasSettings() ? List.of() : job.positionalParameters();
    if (options.isEmpty() && parameters.isEmpty() && job.subcommands().isEmpty()) {
      return;
    }
    text.append("\nOptions:\n");
    job.subcommands()
        .forEach(
            (name, sub) ->
                row(name, 24, String.join(" ", sub.getCommandSpec().usageMessage().description())));
    parameters.forEach(parameter -> row(parameter.paramLabel(), 24, description(parameter)));
    options.stream()
        .filter(option -> !option.hidden())
        .forEach(option -> row(names(option), 24, description(option)));
  }

  /** Whether the job always needs an input and an output directory. */
  private boolean needsPaths() {
    return !Set.of(JobPage.CURATE, JobPage.GENERATE).contains(job.name());
  }

  private String description(ArgSpec option) {
    String description = String.join(" ", option.description()).replace("%%", "%");
    boolean isOutput = option instanceof OptionSpec named && named.longestName().equals("--output");
    return isOutput && !needsPaths()
        ? description.replaceFirst("\\.$", "")
            + (job.name().equals(JobPage.GENERATE) ? "; without INPUT " : "; default ")
            + RunRequest.DEFAULT_ROOT
            + job.name()
            + "/runs/ID."
        : description;
  }

  private static String names(OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .filter(name -> !name.equals(ALL))
            .collect(Collectors.joining(", "));
    return (names.startsWith("--") ? "    " : "")
        + names
        + (option.arity().max() == 0 ? "" : " " + option.paramLabel());
  }

  private void settings() {
    List<String> entries =
        page.settings().stream()
            .filter(entry -> Schema.setting(JobPage.key(entry)).isPresent())
            .toList();
    if (entries.isEmpty()) {
      return;
    }
    boolean hasFlags =
        page.flags().values().stream()
            .anyMatch(key -> Schema.setting(key).map(Setting::isFlag).orElse(false));
    text.append("\nSettings that matter most, as --NAME VALUE or KEY=VALUE [default]")
        .append(hasFlags ? "; --no-NAME sets false" : "")
        .append(":\n");
    int width =
        Math.min(MAX_NAME_WIDTH, entries.stream().mapToInt(e -> name(e).length()).max().orElse(0));
    for (String entry : entries) {
      Setting setting = Schema.setting(JobPage.key(entry)).orElseThrow();
      row(name(entry), width, setting.summary() + " [" + shownDefault(entry, setting) + "]");
    }
    List<String> more =
        page.moreFlags().stream()
            .filter(entry -> Schema.setting(JobPage.key(entry)).isPresent())
            .map(JobHelp::flagWithLabel)
            .toList();
    if (!more.isEmpty()) {
      wrap("  ", "Also as flags: " + String.join(" ", more), "    ");
    }
  }

  private static String flagWithLabel(String entry) {
    String key = JobPage.key(entry);
    Setting setting = Schema.setting(key).orElseThrow();
    String label = CHOICES.getOrDefault(setting.name(), SettingFlags.label(setting));
    return (JobPage.flag(entry) + " " + label).strip().replace(' ', NO_BREAK);
  }

  private String name(String entry) {
    String key = JobPage.key(entry);
    Setting setting = Schema.setting(key).orElseThrow();
    if (entry.startsWith("!")) {
      return "    " + shortKey(key) + "=";
    }
    return (JobPage.flag(entry) + " " + SettingFlags.label(setting)).strip();
  }

  /** The key without the name of the job's block. */
  private String shortKey(String key) {
    String block = ((SettingsCommand) job.userObject()).block() + ".";
    return key.startsWith(block) ? key.substring(block.length()) : key;
  }

  /** The default, preceded by the key if the flag and the job's block do not determine it. */
  private String shownDefault(String entry, Setting setting) {
    String text = setting.defaultText();
    String value = Set.of("null", "[]", "{}", "\"\"").contains(text) ? "none" : text;
    String key = shortKey(setting.key());
    boolean plain = entry.startsWith("!") || key.equals(setting.name());
    return (plain ? "" : key + " = ") + (value.length() > 40 ? "..." : value);
  }

  private void row(String name, int width, String description) {
    String start = "  " + name;
    boolean fits = name.length() <= width;
    if (!fits) {
      text.append(start).append('\n');
    }
    String indent = " ".repeat(width + 4);
    wrap(fits ? start + " ".repeat(width + 4 - start.length()) : indent, description, indent);
  }

  private void wrap(String first, String words, String indent) {
    StringBuilder line = new StringBuilder(first);
    boolean empty = true;
    for (String word : words.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        text.append(line.toString().replace(NO_BREAK, ' ')).append('\n');
        line = new StringBuilder(indent);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
    }
    text.append(line.toString().replace(NO_BREAK, ' ')).append('\n');
  }

  private String pointers() {
    Map<String, String> more = SettingsHelp.blocks(job);
    Optional<String> recipe =
        job.name().equals(JobPage.GENERATE)
            ? RecipeHelp.named(job).map(RecipeKind::name)
            : Optional.empty();
    return "\nAll settings of "
        + String.join(", ", more.keySet())
        + recipe.map(name -> ", " + name).orElse("")
        + ": gristmill "
        + job.name()
        + recipe.map(name -> " --recipe " + name).orElse("")
        + " --help-all\nEvery setting: gristmill "
        + job.name()
        + " --print-config\n";
  }
}
