package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry of {@code curate.stages}: the name of a stage, or {@code "NAME of EARLIER"} for one that
 * reads the table which the named earlier stage left, in place of that of the stage before it.
 *
 * @param name of the stage
 * @param input the earlier stage
 */
record StageEntry(String name, Optional<String> input) {

  private static final Pattern OF = Pattern.compile("\\s*(\\S+)\\s+of\\s+(\\S+)\\s*");

  /** The entries of a list, each with itself right. */
  static List<StageEntry> parse(List<String> entries) {
    return entries.stream().map(StageEntry::parse).toList();
  }

  private static StageEntry parse(String entry) {
    Matcher matcher = OF.matcher(entry);
    return matcher.matches()
        ? new StageEntry(matcher.group(1), Optional.of(matcher.group(2)))
        : new StageEntry(entry.strip(), Optional.empty());
  }

  /**
   * Checks what is said of other entries: a stage is there once, and what it reads is before it.
   *
   * @param source the stage before all of these; none where the first of them makes the rows
   */
  static void check(List<StageEntry> entries, Optional<String> source, Problems problems) {
    List<String> before = new ArrayList<>(source.stream().toList());
    for (StageEntry entry : entries) {
      if (before.contains(entry.name)) {
        problems.add(
            "curate.stages must have each stage once, \"%s\" is there more than once", entry.name);
      }
      if (entry.input.isPresent() && !before.contains(entry.input.get())) {
        problems.add(
            "curate.stages: \"%s of %s\" must name a stage before it%s",
            entry.name,
            entry.input.get(),
            before.isEmpty() ? "; there is none" : ", one of " + String.join(", ", before));
      }
      before.add(entry.name);
    }
  }

  /** Their names. */
  static List<String> names(List<StageEntry> entries) {
    return entries.stream().map(StageEntry::name).toList();
  }

  /** Earlier stages by those that read their tables. */
  static Map<String, String> reads(List<StageEntry> entries) {
    Map<String, String> reads = new TreeMap<>();
    entries.forEach(entry -> entry.input.ifPresent(earlier -> reads.put(entry.name, earlier)));
    return reads;
  }
}
