package io.gristmill.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueType;
import io.gristmill.check.Problems;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Reads typed values of one block. A wrong value is reported with its key, rule and actual value,
 * and a valid placeholder is returned so that reading continues; the caller throws once at the end.
 */
public final class SettingsReader {

  private final String prefix;
  private final Config config;
  private final Problems problems;

  SettingsReader(String prefix, Config config, Problems problems) {
    this.prefix = prefix;
    this.config = config;
    this.problems = problems;
  }

  /** A reader of a nested block. */
  public SettingsReader below(String key) {
    return new SettingsReader(full(key), config.getConfig(key), problems);
  }

  /** Whether the block has the key. */
  public boolean has(String key) {
    return config.hasPathOrNull(key);
  }

  /** Whether the value is null, which leaves the choice to another setting or to the program. */
  public boolean isNull(String key) {
    return config.getIsNull(key);
  }

  public boolean flag(String key) {
    return attempt(key, "true or false", false, () -> config.getBoolean(key));
  }

  /** A whole number in [least, most]. */
  public int integer(String key, int min, int max) {
    return (int) whole(key, min, max);
  }

  /** A whole number in [least, most]. */
  public long whole(String key, long min, long max) {
    String rule = "a whole number" + range(min, max, Long.MAX_VALUE, Integer.MAX_VALUE);
    long value =
        attempt(
            key,
            rule,
            min,
            () -> {
              double given = config.getDouble(key);
              if (given != Math.rint(given) || Math.abs(given) > 0x1p63) {
                throw new ConfigException.Generic("not whole, or too large for a long");
              }
              return config.getLong(key);
            });
    if (value < min || value > max) {
      problem(key, rule);
      return min;
    }
    return value;
  }

  /** A number in [least, most]. */
  public double real(String key, double min, double max) {
    String rule = "a number" + range(min, max, Double.POSITIVE_INFINITY, Double.MAX_VALUE);
    double value = attempt(key, rule, min, () -> config.getDouble(key));
    if (!(value >= min && value <= max)) {
      problem(key, rule);
      return min;
    }
    return value;
  }

  /** A text, possibly empty; numbers and booleans are converted. */
  public String text(String key) {
    return attempt(key, "a text", "", () -> config.getString(key));
  }

  /** A text; empty if the value is null or the empty text. */
  public Optional<String> optionalText(String key) {
    if (config.getIsNull(key)) {
      return Optional.empty();
    }
    return Optional.of(text(key)).filter(text -> !text.isEmpty());
  }

  /** A list of texts; a single text, number or boolean counts as a list of one. */
  public List<String> texts(String key) {
    return attempt(
        key,
        "a list of texts",
        List.of(),
        () ->
            config.getValue(key).valueType() == ConfigValueType.LIST
                ? config.getStringList(key)
                : List.of(config.getString(key)));
  }

  /** One of the constants of an enum, written in kebab-case. */
  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    E[] constants = type.getEnumConstants();
    List<String> names = Arrays.stream(constants).map(SettingsReader::kebab).toList();
    String rule = "one of " + String.join(", ", names);
    String given = attempt(key, rule, kebab(constants[0]), () -> config.getString(key));
    for (E constant : constants) {
      if (kebab(constant).equals(given)) {
        return constant;
      }
    }
    unknown(key, given, "one of", names);
    return constants[0];
  }

  /** Whether {@link #choice} would accept the value; reports nothing. */
  public <E extends Enum<E>> boolean isChoice(String key, Class<E> type) {
    return config.hasPath(key)
        && config.getValue(key).valueType() == ConfigValueType.STRING
        && Arrays.stream(type.getEnumConstants())
            .map(SettingsReader::kebab)
            .anyMatch(config.getString(key)::equals);
  }

  /** An object with keys that the user chose, as texts sorted by dotted path. */
  public Map<String, String> map(String key) {
    Map<String, String> map = new TreeMap<>();
    if (config.getIsNull(key) || config.getValue(key).valueType() != ConfigValueType.OBJECT) {
      problem(key, "an object");
      return map;
    }
    config
        .getConfig(key)
        .entrySet()
        .forEach(
            entry ->
                map.put(
                    String.join(".", ConfigUtil.splitPath(entry.getKey())),
                    String.valueOf(entry.getValue().unwrapped())));
    return map;
  }

  /** The full dotted key. */
  public String full(String key) {
    return prefix.isEmpty() ? key : prefix + "." + key;
  }

  /** Reports that the value of {@code key} violates a rule. */
  public void problem(String key, String rule) {
    problems.add(
        "%s must be %s, was %s%s",
        full(key), rule, actual(key), oldValue(key).map(NearestName::question).orElse(""));
  }

  /** Reports that a value is unknown, with the rule, the known names and the nearest one. */
  public void unknown(String key, String given, String rule, Collection<String> known) {
    problems.add(
        "%s must be %s %s, was %s%s",
        full(key),
        rule,
        String.join(", ", known),
        actual(key),
        OtherNames.ofOldValue(full(key), given)
            .or(() -> NearestName.of(kebab(given), known))
            .map(NearestName::question)
            .orElse(""));
  }

  /** Reports a wrong list, with the nearest known name of its first unknown element. */
  public void unknownElement(String key, String rule, Collection<String> known) {
    Optional<String> unknown =
        elements(key).stream().filter(element -> !known.contains(element)).findFirst();
    unknown.ifPresentOrElse(
        element -> unknown(key, element, rule, known),
        () -> problem(key, rule + " " + String.join(", ", known)));
  }

  private List<String> elements(String key) {
    try {
      return config.getStringList(key);
    } catch (ConfigException notAList) {
      return List.of();
    }
  }

  /** The current name of the value, if it is one of 0.1.0. */
  private Optional<String> oldValue(String key) {
    return config.hasPath(key) && config.getValue(key).valueType() == ConfigValueType.STRING
        ? OtherNames.ofOldValue(full(key), config.getString(key))
        : Optional.empty();
  }

  /** An enum constant as users write it: {@code EARLIEST_SIMILAR} is {@code earliest-similar}. */
  public static String kebab(Enum<?> constant) {
    return kebab(constant.name());
  }

  private static String kebab(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private <T> T attempt(String key, String rule, T standIn, Supplier<T> value) {
    try {
      return value.get();
    } catch (ConfigException e) {
      problem(key, rule);
      return standIn;
    }
  }

  private String actual(String key) {
    if (Secrets.isSecret(ConfigUtil.splitPath(full(key)), false)) {
      return Secrets.HIDDEN;
    }
    return config.hasPathOrNull(key)
        ? config.getIsNull(key)
            ? "null"
            : config.getValue(key).render(ConfigRenderOptions.concise())
        : "absent";
  }

  private static String range(Number min, Number max, Number open, Number alsoOpen) {
    return max.doubleValue() >= Math.min(open.doubleValue(), alsoOpen.doubleValue())
        ? " of at least " + plain(min)
        : " from " + plain(min) + " to " + plain(max);
  }

  /** A bound as people write it: {@code 10} for 10.0 and {@code 1e-12} for 1.0E-12. */
  private static String plain(Number number) {
    return number.toString().replaceFirst("\\.0(?=E|$)", "").replace('E', 'e');
  }
}
