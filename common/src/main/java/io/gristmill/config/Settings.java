package io.gristmill.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration: {@code reference.conf}, then one optional file, then {@code key=value}
 * settings, the later winning. {@code sft} and {@code dpo} inherit the keys of {@code trainer}; see
 * {@link SharedDefaults} for the precedence. Every key must be in {@code reference.conf}, except
 * below an object that is empty there and so open to the user's own names.
 */
public final class Settings {

  private final Config reference;
  private final Config merged;

  private Settings(Config reference, Config merged) {
    this.reference = reference;
    this.merged = merged;
  }

  /** The defaults alone. */
  public static Settings defaults() {
    return load(null, List.of(), new Problems());
  }

  /**
   * Lays a file and single settings over the defaults.
   *
   * @param file a HOCON file, or none
   * @param assignments {@code key=value}, each value in HOCON, plain text where that does not parse
   * @param problems receives unknown keys and malformed assignments
   * @throws UserException when the file is missing, unreadable or no HOCON
   */
  public static Settings load(@Nullable Path file, List<String> assignments, Problems problems) {
    Config reference =
        SharedDefaults.complete(
            ConfigFactory.parseResources(Settings.class.getClassLoader(), "reference.conf")
                .getConfig("gristmill"));
    Config user = ConfigFactory.empty();
    for (String assignment : assignments) {
      user = Assignment.parse(assignment, problems).withFallback(user);
    }
    if (file != null) {
      user = user.withFallback(parseFile(file));
    }
    try {
      Config merged = merge(user, reference);
      Settings settings = new Settings(reference, withBlocks(reference, merged, problems));
      settings.refuseUnknownKeys(problems);
      return settings;
    } catch (ConfigException e) {
      throw new UserException(ExitCode.CONFIGURATION, "configuration: " + e.getMessage(), e);
    }
  }

  private static Config merge(Config user, Config reference) {
    ConfigResolveOptions options = ConfigResolveOptions.defaults().setUseSystemEnvironment(true);
    Config merged = user.withFallback(reference).resolve(options);
    Config inherited =
        SharedDefaults.inherited(
            leaves(user.resolveWith(merged, options)).keySet(),
            leaves(merged),
            leaves(reference).keySet());
    return inherited.isEmpty()
        ? merged
        : user.withFallback(inherited).withFallback(reference).resolve(options);
  }

  /**
   * These settings with others over them, as a stage has them that serves another one.
   *
   * @param assignments {@code key=value} of known keys
   */
  public Settings with(List<String> assignments) {
    Problems problems = new Problems();
    Config changes = ConfigFactory.empty();
    for (String assignment : assignments) {
      changes = Assignment.parse(assignment, problems).withFallback(changes);
    }
    new Settings(reference, changes).refuseUnknownKeys(problems);
    problems.throwIfAny();
    return new Settings(reference, changes.withFallback(merged));
  }

  /** A reader for the keys below {@code prefix} (for example {@code dedup}). */
  public SettingsReader reader(String prefix, Problems problems) {
    return new SettingsReader(prefix, merged.getConfig(prefix), problems);
  }

  /** The seed of everything random. */
  public long seed(Problems problems) {
    return new SettingsReader("", merged, problems).whole("seed", Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /**
   * The part below {@code prefix} as canonical one-line JSON with sorted keys, for fingerprints.
   */
  public String canonical(String prefix) {
    StringBuilder out = new StringBuilder();
    leaves(merged.getConfig(prefix))
        .forEach(
            (key, value) ->
                out.append(key)
                    .append('=')
                    .append(value.render(ConfigRenderOptions.concise()))
                    .append('\n'));
    return out.toString();
  }

  /** Everything as HOCON, values of secret keys hidden. */
  public String render() {
    // The outermost object is rendered without braces, so it is put inside another one.
    return redacted()
        .root()
        .atKey("gristmill")
        .root()
        .render(
            ConfigRenderOptions.defaults()
                .setOriginComments(false)
                .setComments(false)
                .setJson(false));
  }

  /**
   * Everything as a sorted map of dotted keys to concise JSON values, secrets hidden. Keys of the
   * shared block {@code trainer} are left out: {@code sft} and {@code dpo} have their values.
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new TreeMap<>();
    leaves(redacted()).forEach((key, value) -> map.put(key, value.unwrapped()));
    map.keySet().removeIf(SharedDefaults::isShared);
    return map;
  }

  /** What differs from the defaults, as assignments; secrets are hidden but in these blocks. */
  public List<String> portable(List<String> blocks) {
    Map<String, ConfigValue> all = leaves(redacted());
    all.keySet().removeIf(SharedDefaults::isShared);
    Map<String, ConfigValue> open = leaves(merged);
    open.keySet().removeIf(key -> !blocks.contains(ConfigUtil.splitPath(key).get(0)));
    all.putAll(open);
    all.entrySet().removeAll(leaves(reference).entrySet());
    return all.entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue().render(ConfigRenderOptions.concise()))
        .toList();
  }

  private Config redacted() {
    Config config = merged;
    for (Map.Entry<String, ConfigValue> leaf : leaves(merged).entrySet()) {
      boolean own = isBelowOpenObject(leaf.getKey());
      Object value = leaf.getValue().unwrapped();
      Object shown =
          value != null && Secrets.isSecret(ConfigUtil.splitPath(leaf.getKey()), own)
              ? Secrets.HIDDEN
              : withoutPasswords(value, own);
      if (!Objects.equals(shown, value)) {
        config = config.withValue(leaf.getKey(), ConfigValueFactory.fromAnyRef(shown));
      }
    }
    return config;
  }

  private static @Nullable Object withoutPasswords(@Nullable Object value, boolean own) {
    if (value instanceof String text) {
      return Secrets.hideInside(text, own);
    }
    return value instanceof List<?> list
        ? list.stream().map(element -> withoutPasswords(element, own)).collect(Collectors.toList())
        : value;
  }

  private static Config parseFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserException(
          ExitCode.CONFIGURATION,
          "configuration file " + file + " does not exist; give --config an existing HOCON file");
    }
    if (!Files.isReadable(file)) {
      throw new UserException(
          ExitCode.CONFIGURATION,
          "configuration file " + file + " cannot be read; check its permissions");
    }
    try {
      Config config =
          ConfigFactory.parseFile(
              file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false));
      return config.hasPath("gristmill")
          ? config.getConfig("gristmill").withFallback(config.withoutPath("gristmill"))
          : config;
    } catch (ConfigException e) {
      throw new UserException(ExitCode.CONFIGURATION, "configuration file " + e.getMessage(), e);
    }
  }

  /** Puts the defaults back where a single value stands in place of a whole block of settings. */
  private static Config withBlocks(Config reference, Config merged, Problems problems) {
    Config whole = merged;
    for (String block : blocks(List.of(), reference.root())) {
      boolean isNull = whole.getIsNull(block);
      if (isNull || whole.getValue(block).valueType() != ConfigValueType.OBJECT) {
        String given =
            isNull ? "null" : whole.getValue(block).render(ConfigRenderOptions.concise());
        problems.add("%s must be a block of settings, was %s", block, given);
        whole = whole.withValue(block, reference.getValue(block));
      }
    }
    return whole;
  }

  /** The keys of all objects, outer ones first. */
  private static List<String> blocks(List<String> path, ConfigObject object) {
    List<String> blocks = new ArrayList<>();
    object.forEach(
        (key, value) -> {
          if (value instanceof ConfigObject inner) {
            List<String> below = new ArrayList<>(path);
            below.add(key);
            blocks.add(ConfigUtil.joinPath(below));
            blocks.addAll(blocks(below, inner));
          }
        });
    return blocks;
  }

  private void refuseUnknownKeys(Problems problems) {
    List<String> known = new ArrayList<>(leaves(reference).keySet());
    for (Map.Entry<String, ConfigValue> leaf : leaves(merged).entrySet()) {
      String key = leaf.getKey();
      if (!known.contains(key) && !isBelowOpenObject(key)) {
        problems.add("%s: unknown key%s", key, suggestion(key, known));
      }
    }
  }

  private boolean isBelowOpenObject(String key) {
    List<String> path = ConfigUtil.splitPath(key);
    for (int length = path.size() - 1; length > 0; length--) {
      String prefix = ConfigUtil.joinPath(path.subList(0, length));
      if (reference.hasPathOrNull(prefix)) {
        return !reference.getIsNull(prefix)
            && reference.getValue(prefix).valueType() == ConfigValueType.OBJECT
            && reference.getObject(prefix).isEmpty();
      }
    }
    return false;
  }

  private static String suggestion(String key, List<String> known) {
    return known.stream()
        .min(Comparator.comparingInt((String k) -> distance(key, k)).thenComparing(k -> k))
        .filter(k -> distance(key, k) <= Math.max(3, key.length() / 3))
        .map(k -> "; did you mean " + k + "?")
        .orElse("; --print-config lists all keys");
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  /** All values by dotted path; nulls and empty objects count as values. */
  private static Map<String, ConfigValue> leaves(Config config) {
    Map<String, ConfigValue> leaves = new TreeMap<>();
    collect(List.of(), config.root(), leaves);
    return leaves;
  }

  private static void collect(List<String> path, ConfigValue value, Map<String, ConfigValue> out) {
    if (value instanceof ConfigObject object && !object.isEmpty()) {
      object.forEach(
          (key, child) -> {
            List<String> below = new ArrayList<>(path);
            below.add(key);
            collect(below, child, out);
          });
    } else if (!path.isEmpty()) {
      out.put(ConfigUtil.joinPath(path), value);
    }
  }
}
