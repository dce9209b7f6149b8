package io.gristmill.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Maps names of Gristmill 0.1.0 and of other tools to the current names, for suggestions in error
 * messages. Gristmill never accepts these names. The table is the resource {@code other-names.txt};
 * its first lines describe the format.
 */
public final class OtherNames {

  /** Sections of the table. */
  public enum Section {
    /** Full keys of Gristmill 0.1.0, some with a value; the target may have a value too. */
    GRISTMILL_0_1,
    /** Names of settings in other tools; targets are full keys. */
    SETTINGS,
    /** Names of jobs and stages in other tools. */
    JOBS,
    /** Names of recipes in papers and other tools. */
    RECIPES
  }

  /** A line of the table: a name, at least one name to use instead, and how that differs. */
  public record Line(String name, List<String> targets, String note) {

    /** The targets and the note, as an error message shows them. */
    String suggestion() {
      return suggestion(targets);
    }

    String suggestion(List<String> chosen) {
      return String.join(" or ", chosen) + (note.isEmpty() ? "" : " (" + note + ")");
    }
  }

  private static final String RESOURCE = "other-names.txt";
  private static final Pattern LINE = Pattern.compile("(\\S+) -> ([^;]+?)(?: ; (.+))?");
  private static final Pattern ALTERNATIVES = Pattern.compile("\\{([^}]*)}");
  private static final Map<Section, Map<String, Line>> TABLE = read();

  private OtherNames() {}

  /** All lines of a section by their names. */
  public static Map<String, Line> lines(Section section) {
    return TABLE.getOrDefault(section, Map.of());
  }

  /** The job or recipe that corresponds to another tool's name. */
  public static Optional<String> target(Section section, String name) {
    return Optional.ofNullable(lines(section).get(name.replace('_', '-'))).map(Line::suggestion);
  }

  /** The current key, possibly with a value, of a key of 0.1.0 or of one in a renamed block. */
  static Optional<String> ofOldKey(String key, String value) {
    Map<String, Line> old = lines(Section.GRISTMILL_0_1);
    for (String name : List.of(key + "=" + value, key)) {
      if (old.containsKey(name)) {
        return Optional.of(old.get(name).suggestion());
      }
    }
    for (int dot = key.lastIndexOf('.'); dot > 0; dot = key.lastIndexOf('.', dot - 1)) {
      Line block = old.get(key.substring(0, dot));
      if (block != null) {
        String below = key.substring(dot);
        return Optional.of(
            ofOldKey(block.targets().get(0) + below, value).orElse(block.targets().get(0) + below));
      }
    }
    return Optional.empty();
  }

  /** The current name of a value of 0.1.0. */
  static Optional<String> ofOldValue(String key, String value) {
    return lines(Section.GRISTMILL_0_1).values().stream()
        .filter(line -> line.name().endsWith("=" + value))
        .flatMap(line -> line.targets().stream())
        .filter(target -> target.contains("=") && covers(target.split("=", 2)[0], key))
        .map(target -> target.split("=", 2)[1])
        .filter(target -> !target.equals(value))
        .findFirst();
  }

  /** Whether a key of the table, in which {@code *} matches one element, matches this key. */
  private static boolean covers(String pattern, String key) {
    String regex = Pattern.quote(pattern).replace("*", "\\E[^.]+\\Q");
    return key.matches(regex);
  }

  private static Map<Section, Map<String, Line>> read() {
    Map<Section, Map<String, Line>> table = new LinkedHashMap<>();
    Section section = Section.GRISTMILL_0_1;
    for (String line : Resource.text(RESOURCE).lines().map(String::strip).toList()) {
      if (line.startsWith("[")) {
        section = section(line);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        Line parsed = parse(line);
        if (table.computeIfAbsent(section, s -> new LinkedHashMap<>()).put(parsed.name(), parsed)
            != null) {
          throw new IllegalStateException(RESOURCE + ": \"" + parsed.name() + "\" is listed twice");
        }
      }
    }
    return table;
  }

  private static Section section(String header) {
    for (Section section : Section.values()) {
      if (header.equals("[" + SettingsReader.kebab(section) + "]")) {
        return section;
      }
    }
    throw new IllegalStateException(RESOURCE + ": unknown section " + header);
  }

  private static Line parse(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw new IllegalStateException(RESOURCE + ": not NAME -> TARGET ; NOTE: " + line);
    }
    String note = parts.group(3) == null ? "" : parts.group(3);
    return new Line(parts.group(1), expand(parts.group(2)), note);
  }

  /** Expands {@code {sft,dpo}.lora.r} to two keys; "&amp;" separates targets. */
  private static List<String> expand(String targets) {
    List<String> expanded = new ArrayList<>();
    for (String target : targets.split(" & ", -1)) {
      Matcher alternatives = ALTERNATIVES.matcher(target);
      if (alternatives.lookingAt()) {
        String rest = target.substring(alternatives.end());
        for (String block : alternatives.group(1).split(",", -1)) {
          expanded.add(block + rest);
        }
      } else {
        expanded.add(target);
      }
    }
    return expanded;
  }
}
