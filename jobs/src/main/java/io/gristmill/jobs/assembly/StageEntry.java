package io.gristmill.jobs.assembly;

import io.gristmill.check.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry of {@code curate.stages}: {@code "NAME"} for a stage that reads the table of the stage
 * before it, or {@code "NAME of EARLIER"} for one that reads the table of an earlier stage.
 *
 * @param name name of the stage
 * @param input name of the earlier stage, if given
 */
record StageEntry(String name, Optional<String> input) {

  private static final Pattern OF = Pattern.compile("\\s*(\\S+)\\s+of\\s+(\\S+)\\s*");

  /** Parses the entries of a list, without comparing them to each other. */
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
   * Checks that each stage occurs once and reads a stage before it.
   *
   * @param source the stage before the first entry; empty if the first entry generates the rows
   */
  static void check(List<StageEntry> entries, Optional<String> source, Problems problems) {
    List<String> before = new ArrayList<>(source.stream().toList());
    for (StageEntry entry : entries) {
      if (before.contains(entry.name)) {
        problems.add("curate.stages must list each stage once, \"%s\" is repeated", entry.name);
      }
      if (entry.input.isPresent() && !before.contains(entry.input.get())) {
        problems.add(
            "curate.stages: \"%s of %s\" must name an earlier stage%s",
            entry.name,
            entry.input.get(),
            before.isEmpty() ? "; no stage precedes it" : ", one of " + String.join(", ", before));
      }
      before.add(entry.name);
    }
  }

  /** The names of the stages. */
  static List<String> names(List<StageEntry> entries) {
    return entries.stream().map(StageEntry::name).toList();
  }

  /** For each stage that reads an earlier one, the name of the earlier one. */
  static Map<String, String> reads(List<StageEntry> entries) {
    Map<String, String> reads = new TreeMap<>();
    entries.forEach(entry -> entry.input.ifPresent(earlier -> reads.put(entry.name, earlier)));
    return reads;
  }
}
