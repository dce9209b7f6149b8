package io.gristmill.jobs.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of a job's help page besides the options.
 *
 * @param group the group in the program's help
 * @param description what the job does, by lines
 * @param settings the settings to explain: a full key, whose flag is its last element; {@code
 *     FLAG=KEY} for another flag; {@code !KEY} for no flag
 * @param moreFlags other settings that have flags, in the same notation
 * @param examples commands that succeed one after the other in an empty directory
 */
record JobPage(
    Group group,
    List<String> description,
    List<String> settings,
    List<String> moreFlags,
    List<Example> examples) {

  /** Jobs that the help treats specially. */
  static final String GENERATE = "generate";

  static final String CURATE = "curate";

  /** Groups of jobs. */
  enum Group {
    MAKE("Make data with a model"),
    CLEAN("Clean it"),
    SHAPE("Shape it"),
    TRAIN("Train on it"),
    OPERATE("Operate");

    private final String title;

    Group(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /**
   * An example.
   *
   * @param purpose one line that says what the commands do
   * @param commands one or more command lines
   */
  record Example(String purpose, List<String> commands) {}

  /** Full keys by their flags ({@code --name}). */
  Map<String, String> flags() {
    Map<String, String> flags = new LinkedHashMap<>();
    for (List<String> entries : List.of(settings, moreFlags)) {
      for (String entry : entries) {
        if (!entry.startsWith("!")) {
          flags.put(flag(entry), key(entry));
        }
      }
    }
    return flags;
  }

  /** The full key of an entry. */
  static String key(String entry) {
    return entry.replaceFirst("^!", "").replaceFirst("^.*=", "");
  }

  /** The flag of an entry that has one. */
  static String flag(String entry) {
    int equals = entry.indexOf('=');
    return "--"
        + (equals > 0 ? entry.substring(0, equals) : entry.substring(entry.lastIndexOf('.') + 1));
  }
}
