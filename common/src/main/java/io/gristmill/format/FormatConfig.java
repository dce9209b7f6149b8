package io.gristmill.format;

import io.gristmill.config.SettingsReader;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The formats to write; {@code export} in reference.conf.
 *
 * @param formats formats with distinct names, in the order of the setting
 */
public record FormatConfig(List<Format> formats) implements Serializable {

  public FormatConfig {
    formats = List.copyOf(formats);
  }

  /**
   * Reads the selected formats. Mistakes in the block are reported even for formats that are not
   * selected.
   *
   * @param export the {@code export} block
   * @param seed the seed of the job
   */
  public static FormatConfig read(SettingsReader export, long seed) {
    return read(export, seed, List.of());
  }

  /**
   * Reads the selected formats, allowing additional names in the list.
   *
   * @param others additional names that may be selected but are not formats; the result omits them
   */
  public static FormatConfig read(SettingsReader export, long seed, List<String> others) {
    Map<String, Format> formats = Formats.read(export, seed);
    List<String> chosen = export.texts("formats");
    List<String> names = Stream.concat(formats.keySet().stream(), others.stream()).toList();
    if (chosen.isEmpty()) {
      export.problem("formats", "a list of at least one of " + String.join(", ", names));
    }
    if (new LinkedHashSet<>(chosen).size() < chosen.size()) {
      export.problem("formats", "a list that names no format twice");
    }
    chosen.stream()
        .filter(name -> !formats.containsKey(name) && !others.contains(name))
        .forEach(name -> export.unknown("formats", name, "a list of some of", names));
    return new FormatConfig(
        chosen.stream().distinct().map(formats::get).filter(Objects::nonNull).toList());
  }
}
