package io.gristmill.jobs.train.model;

import io.gristmill.config.Resource;
import java.util.stream.Collectors;

/** The TorchScript files among the resources of this package, by their names without suffix. */
final class ScriptFile {

  private ScriptFile() {}

  /**
   * Reads a file without comments and empty lines, which need not be compiled.
   *
   * @param name such as {@code decoder}
   */
  static String load(String name) {
    return withoutComments(text(name));
  }

  /** Reads a file with its comments. */
  static String text(String name) {
    return Resource.text("io/gristmill/jobs/train/model/" + name + ".py");
  }

  /** Removes full-line and trailing comments, but no {@code #} within a string. */
  static String withoutComments(String text) {
    return text.lines()
        .map(ScriptFile::withoutComment)
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String withoutComment(String line) {
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == 0 && c == '#') {
        return line.substring(0, i).stripTrailing();
      }
      if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (c == quote) {
        quote = 0;
      }
    }
    return line.stripTrailing();
  }
}
