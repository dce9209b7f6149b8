package io.gristmill.jobs.cli;

import io.gristmill.config.ReferenceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The settings in a job's help: its block of {@code reference.conf}, word for word. */
final class SettingsHelp {

  private static final String SECTION = "settings";
  private static final String INGEST = "ingest";
  private static final String CURATE = "curate";

  /** Jobs that make tokens of rows. */
  private static final Set<String> OF_DATA =
      Set.of("tokenizer", "tokenize", "reference", "respond", "sft", "dpo");

  private SettingsHelp() {}

  /** Puts the settings after the options. */
  static void addTo(CommandLine job) {
    List<String> keys = new ArrayList<>(job.getHelpSectionKeys());
    keys.add(keys.indexOf(UsageMessageSpec.SECTION_KEY_OPTION_LIST) + 1, SECTION);
    job.setHelpSectionKeys(keys);
    job.getHelpSectionMap().put(SECTION, help -> text(help.commandSpec()));
  }

  private static String text(CommandSpec job) {
    boolean server = job.name().equals(RehearsalServerCommand.NAME);
    String name = server ? RehearsalServerCommand.BLOCK : job.name();
    boolean training = job.userObject() instanceof TrainingCommand;
    StringBuilder text = new StringBuilder();
    append(text, "Settings with their defaults", name);
    if (OF_DATA.contains(job.name())) {
      append(text, "How rows become tokens", TrainingCommand.DATA);
    }
    text.append('\n');
    if (job.name().equals(GenerateCommand.NAME)) {
      text.append(RecipeHelp.of(job));
    }
    if (job.name().equals(CURATE)) {
      text.append("Settings of the stages: ").append(stages(job)).append(" --help\n");
    } else if (!server && !training && !job.name().equals(INGEST)) {
      text.append("How the input is read: gristmill ingest --help\n");
    }
    return text.append("All settings: gristmill ")
        .append(job.name())
        .append(" --print-config\n")
        .toString();
  }

  private static void append(StringBuilder text, String title, String block) {
    ReferenceText.block(block)
        .ifPresent(
            settings ->
                text.append('\n')
                    .append(title)
                    .append(" (--set ")
                    .append(block)
                    .append(".KEY=VALUE, or a file for --config):\n\n")
                    .append(settings.indent(2).replaceAll("(?m)^ +$", ""))); // empty lines
  }

  /** The other jobs that have settings of their own. */
  private static String stages(CommandSpec curate) {
    return curate.parent().subcommands().entrySet().stream()
        .filter(job -> job.getValue().getCommand() instanceof JobCommand)
        .map(job -> job.getKey())
        .filter(name -> !name.equals(CURATE) && ReferenceText.block(name).isPresent())
        .collect(Collectors.joining("|", "gristmill ", ""));
  }
}
