package io.gristmill.jobs.cli;

import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;

/** The list of jobs in the program's help, by group. */
final class JobList {

  private JobList() {}

  static String of(CommandLine program) {
    StringBuilder text = new StringBuilder();
    for (JobPage.Group group : JobPage.Group.values()) {
      text.append('\n').append(group.title()).append(":\n");
      for (Map.Entry<String, JobPage> page : JobPages.all().entrySet()) {
        if (page.getValue().group() == group) {
          CommandLine job =
              Objects.requireNonNull(program.getSubcommands().get(page.getKey()), page.getKey());
          String[] description = job.getCommandSpec().usageMessage().description();
          text.append(String.format("  %-17s %s%n", page.getKey(), firstSentence(description)));
        }
      }
    }
    return text.toString();
  }

  /** The description up to its first full stop, colon or semicolon. */
  private static String firstSentence(String[] description) {
    return String.join(" ", description).replaceFirst("(?<=[a-zL])[.:;] .*", ".");
  }
}
