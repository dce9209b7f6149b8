package io.gristmill.jobs.cli;

import java.util.List;
import java.util.Map;

/** The list of jobs in the program's help, by group. */
final class JobList {

  private JobList() {}

  static String text() {
    StringBuilder text = new StringBuilder();
    for (JobPage.Group group : JobPage.Group.values()) {
      text.append('\n').append(group.title()).append(":\n");
      for (Map.Entry<String, JobPage> page : JobPages.all().entrySet()) {
        if (page.getValue().group() == group) {
          String sentence = firstSentence(page.getValue().description());
          text.append(String.format("  %-17s %s%n", page.getKey(), sentence));
        }
      }
    }
    return text.toString();
  }

  /** The description up to its first full stop, colon or semicolon. */
  private static String firstSentence(List<String> description) {
    return String.join(" ", description).replaceFirst("(?<=[a-zL])[.:;] .*", ".");
  }
}
