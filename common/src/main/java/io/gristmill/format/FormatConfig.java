package io.gristmill.format;

import io.gristmill.config.SettingsReader;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The formats that one run writes; {@code export} in reference.conf.
 *
 * @param formats at least one, names distinct, in the order in which the settings list them
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
    Map<String, Format> known = Formats.read(export, seed);
    List<String> chosen = export.texts("formats");
    String names = String.join(", ", known.keySet());
    if (chosen.isEmpty()) {
      export.problem("formats", "a list of at least one of " + names);
    }
    if (new LinkedHashSet<>(chosen).size() < chosen.size()) {
      export.problem("formats", "a list that names no format twice");
    }
    chosen.stream()
        .filter(name -> !known.containsKey(name))
        .forEach(
            name ->
                export.problem(
                    "formats", "a list out of " + names + " (\"" + name + "\" is unknown)"));
    return new FormatConfig(
        chosen.stream().distinct().map(known::get).filter(Objects::nonNull).toList());
  }
}
