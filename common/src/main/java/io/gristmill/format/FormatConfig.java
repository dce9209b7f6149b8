package io.gristmill.format;

import io.gristmill.config.SettingsReader;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The formats that one run writes; {@code export} in reference.conf.
 *
 * @param formats names distinct, in the order in which the settings list them
 */
public record FormatConfig(List<Format> formats) implements Serializable {

  public FormatConfig {
    formats = List.copyOf(formats);
  }

  /**
   * Reads the chosen formats. Everything that is wrong with the block is noted, whether the format
   * it belongs to was chosen or not.
   *
   * @param export the {@code export} block
   * @param seed the job's seed
   */
  public static FormatConfig read(SettingsReader export, long seed) {
    return read(export, seed, List.of());
  }

  /**
   * Reads the chosen formats where some names stand for more than rows of one format.
   *
   * @param others names that are no format and may be chosen too; they are not in the result
   */
  public static FormatConfig read(SettingsReader export, long seed, List<String> others) {
    Map<String, Format> known = Formats.read(export, seed);
    List<String> chosen = export.texts("formats");
    String names =
        Stream.concat(known.keySet().stream(), others.stream()).collect(Collectors.joining(", "));
    if (chosen.isEmpty()) {
      export.problem("formats", "a list of at least one of " + names);
    }
    if (new LinkedHashSet<>(chosen).size() < chosen.size()) {
      export.problem("formats", "a list that names no format twice");
    }
    chosen.stream()
        .filter(name -> !known.containsKey(name) && !others.contains(name))
        .forEach(
            name ->
                export.problem(
                    "formats", "a list out of " + names + " (\"" + name + "\" is unknown)"));
    return new FormatConfig(
        chosen.stream().distinct().map(known::get).filter(Objects::nonNull).toList());
  }
}
