package io.gristmill.jobs.cli;

import io.gristmill.config.ReferenceText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** The settings in a job's full help: its blocks of {@code reference.conf} with comments. */
final class SettingsHelp {

  /** Jobs that encode text as tokens. */
  private static final Set<String> TOKENIZING_JOBS =
      Set.of("tokenizer", "tokenize", "reference", "respond", "sft", "dpo");

  /** Jobs that call a model. */
  private static final Set<String> MODEL_CALLING_JOBS = Set.of("generate", "plan", "respond");

  private SettingsHelp() {}

  /** All settings of a job. */
  static String of(CommandSpec job) {
    StringBuilder text = new StringBuilder();
    blocks(job).forEach((block, purpose) -> append(text, block, purpose));
    if (job.name().equals(JobPage.GENERATE)) {
      text.append(RecipeHelp.of(job));
    }
    if (job.name().equals(JobPage.CURATE)) {
      text.append("\nSettings of a stage: gristmill STAGE --help-all\n");
    }
    return text.append("\nEvery setting: gristmill ")
        .append(job.name())
        .append(" --print-config\n")
        .toString();
  }

  /** The blocks that a job reads, with their purposes. */
  static Map<String, String> blocks(CommandSpec job) {
    Map<String, String> blocks = new LinkedHashMap<>();
    SettingsCommand command = (SettingsCommand) job.userObject();
    blocks.put(command.block(), "Settings of " + job.name());
    if (command instanceof TrainingCommand) {
      blocks.put("trainer", "Settings shared by sft and dpo, also valid as " + job.name() + ".KEY");
    }
    if (TOKENIZING_JOBS.contains(job.name())) {
      blocks.put(TrainingCommand.DATA, "How rows become tokens");
    }
    if (MODEL_CALLING_JOBS.contains(job.name())) {
      blocks.put("llm", "The model server");
    }
    if (command instanceof JobCommand && !job.name().equals(JobPage.CURATE)) {
      blocks.putIfAbsent("ingest", "How the input is read");
    }
    if (command instanceof JobCommand) {
      blocks.put("run", "Settings of every job");
    }
    return blocks;
  }

  private static void append(StringBuilder text, String block, String purpose) {
    ReferenceText.block(block)
        .ifPresent(
            settings ->
                text.append('\n')
                    .append(purpose)
                    .append(" (")
                    .append(block)
                    .append(".KEY=VALUE, or a file for --config):\n\n")
                    .append(indented(settings)));
  }

  static String indented(String text) {
    List<String> lines = new ArrayList<>();
    text.lines().forEach(line -> lines.add(line.isBlank() ? "" : "  " + line));
    return String.join("\n", lines) + "\n";
  }
}
