package io.gristmill.jobs.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the help of a job shows besides its options.
 *
 * @param group under which the program's help lists it
 * @param settings the settings that matter most, see {@link #settings(String...)}
 * @param moreFlags further settings that have flags
 * @param examples command lines that work as they are, one after the other in an empty directory
 */
record JobPage(Group group, List<String> settings, List<String> moreFlags, List<Example> examples) {

  /** What a job is for. */
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
   * @param purpose what it does
   * @param commands one command line or several
   */
  record Example(String purpose, List<String> commands) {}

  JobPage(Group group) {
    this(group, List.of(), List.of(), List.of());
  }

  /**
   * The settings to explain: a full key, whose flag is its last element; {@code FLAG=KEY} for
   * another flag; {@code !KEY} for none.
   */
  JobPage settings(String... keys) {
    return new JobPage(group, List.of(keys), moreFlags, examples);
  }

  /** Further settings with flags, in the same notation. */
  JobPage moreFlags(String... keys) {
    return new JobPage(group, settings, List.of(keys), examples);
  }

  JobPage example(String purpose, String... commands) {
    List<Example> all = new ArrayList<>(examples);
    all.add(new Example(purpose, List.of(commands)));
    return new JobPage(group, settings, moreFlags, all);
  }

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
