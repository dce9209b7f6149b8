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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration: {@code reference.conf}, an optional file and {@code key=value}
 * assignments; later sources override earlier ones. {@code sft} and {@code dpo} inherit the keys of
 * {@code trainer}; {@link SharedDefaults} explains the precedence. Every key must exist in {@code
 * reference.conf}, except inside an object that is empty there, where users choose the names.
 */
public final class Settings {

  /** The prefix of Spark's own settings, which Gristmill does not read. */
  private static final String SPARK = "spark.";

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

  /** Loads the defaults, a file and assignments with full keys. */
  public static Settings load(@Nullable Path file, List<String> assignments, Problems problems) {
    return load(file, assignments, "", problems);
  }

  /**
   * Loads the defaults, a file and assignments. Underscores in keys count as hyphens; a single
   * value counts as a list of one where a list is expected.
   *
   * @param file a HOCON file, or null
   * @param assignments {@code key=value} with HOCON values; other values are literal texts
   * @param block the block whose keys need no block name in assignments; empty for none
   * @param problems receives unknown keys and malformed assignments
   * @throws UserException if the file is missing, unreadable or not HOCON
   */
  public static Settings load(
      @Nullable Path file, List<String> assignments, String block, Problems problems) {
    Config reference = reference();
    UserKeys keys = new UserKeys(reference, problems);
    Config user = ConfigFactory.empty();
    for (String assignment : assignments) {
      user = keys.normalized(Assignment.parse(assignment, problems), block).withFallback(user);
    }
    if (file != null) {
      user = user.withFallback(keys.normalized(parseFile(file)));
    }
    try {
      Config merged = withLists(reference, merge(user, reference));
      Settings settings = new Settings(reference, withBlocks(reference, merged, problems));
      settings.refuseUnknownKeys(block, problems);
      return settings;
    } catch (ConfigException e) {
      throw new UserException(ExitCode.CONFIGURATION, "configuration: " + e.getMessage(), e);
    }
  }

  /**
   * Whether an argument of the command line is a setting: {@code KEY=VALUE} with a known key, or
   * with a key similar enough to a known one to be refused with a suggestion.
   *
   * @param block the block whose keys need no block name; empty for none
   */
  public static boolean isAssignment(String argument, String block) {
    int equals = argument.indexOf('=');
    if (equals <= 0 || argument.substring(0, equals).matches("(?s).*[/\\\\\\s:*?].*")) {
      return false;
    }
    Problems problems = new Problems();
    Config parsed = Assignment.parse(argument, problems);
    Config reference = reference();
    Settings settings =
        new Settings(reference, new UserKeys(reference, problems).normalized(parsed, block));
    if (!problems.isEmpty()) {
      return false;
    }
    KeySuggestion suggestion = new KeySuggestion(leaves(reference).keySet(), block);
    return leaves(settings.merged).keySet().stream()
        .anyMatch(
            key ->
                settings.isKnown(key)
                    || key.startsWith(SPARK)
                    || suggestion.of(key, "").isPresent());
  }

  /** Returns the full key for a full key or a key of a block, which may be empty. */
  public static Optional<String> find(String key, String block) {
    Map<String, ConfigValue> known = leaves(reference());
    return Stream.of(key, block + "." + key).filter(known::containsKey).findFirst();
  }

  /** Suggests known keys for an unknown one of a block, which may be empty, for a message. */
  public static Optional<String> suggest(String key, String block) {
    return new KeySuggestion(leaves(reference()).keySet(), block).of(key, "");
  }

  static Config reference() {
    return SharedDefaults.complete(
        ConfigFactory.parseResources(Settings.class.getClassLoader(), "reference.conf")
            .getConfig("gristmill"));
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

  /** Converts single values to lists of one where the default is a list. */
  private static Config withLists(Config reference, Config merged) {
    Map<String, ConfigValue> values = leaves(merged);
    Config whole = merged;
    for (Map.Entry<String, ConfigValue> known : leaves(reference).entrySet()) {
      ConfigValue value = values.get(known.getKey());
      if (known.getValue().valueType() == ConfigValueType.LIST
          && value != null
          && isScalar(value)) {
        List<Object> one = List.of(value.unwrapped());
        whole = whole.withValue(known.getKey(), ConfigValueFactory.fromIterable(one));
      }
    }
    return whole;
  }

  private static boolean isScalar(ConfigValue value) {
    return value.valueType() != ConfigValueType.LIST
        && value.valueType() != ConfigValueType.OBJECT
        && value.valueType() != ConfigValueType.NULL;
  }

  /** A list of texts as the value of an assignment. */
  public static String list(List<String> values) {
    return "[" + String.join(",", values.stream().map(ConfigUtil::quoteString).toList()) + "]";
  }

  /** Returns a copy with other values of known keys, for a stage that runs on behalf of another. */
  public Settings with(List<String> assignments) {
    Problems problems = new Problems();
    Config changes = ConfigFactory.empty();
    for (String assignment : assignments) {
      changes = Assignment.parse(assignment, problems).withFallback(changes);
    }
    new Settings(reference, changes).refuseUnknownKeys("", problems);
    problems.throwIfAny();
    return new Settings(reference, withLists(reference, changes.withFallback(merged)));
  }

  /** A reader for the keys below {@code prefix} (for example {@code dedup}). */
  public SettingsReader reader(String prefix, Problems problems) {
    return new SettingsReader(prefix, merged.getConfig(prefix), problems);
  }

  /** The seed of all random choices. */
  public long seed(Problems problems) {
    return new SettingsReader("", merged, problems).whole("seed", Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** The settings in {@code prefix} for fingerprints: one line {@code key=JSON} each, sorted. */
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

  /** All settings as HOCON with the comments of {@code reference.conf}; secrets are masked. */
  public String render() {
    return AnnotatedText.of(redacted(), reference);
  }

  /**
   * All settings by dotted key, sorted; secrets are masked. The shared block {@code trainer} is
   * left out because {@code sft} and {@code dpo} hold its values.
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new TreeMap<>();
    leaves(redacted()).forEach((key, value) -> map.put(key, value.unwrapped()));
    map.keySet().removeIf(SharedDefaults::isShared);
    return map;
  }

  /** The values that differ from the defaults, as assignments; only these blocks show secrets. */
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
      boolean isUserKey = isBelowOpenObject(leaf.getKey());
      Object value = leaf.getValue().unwrapped();
      Object shown =
          value != null && Secrets.isSecret(ConfigUtil.splitPath(leaf.getKey()), isUserKey)
              ? Secrets.HIDDEN
              : withoutPasswords(value, isUserKey);
      if (!Objects.equals(shown, value)) {
        config = config.withValue(leaf.getKey(), ConfigValueFactory.fromAnyRef(shown));
      }
    }
    return config;
  }

  private static @Nullable Object withoutPasswords(@Nullable Object value, boolean isUserKey) {
    if (value instanceof String text) {
      return Secrets.hideInside(text, isUserKey);
    }
    return value instanceof List<?> list
        ? list.stream()
            .map(element -> withoutPasswords(element, isUserKey))
            .collect(Collectors.toList())
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

  /** Reports values in place of whole blocks of settings and restores the blocks' defaults. */
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

  private void refuseUnknownKeys(String block, Problems problems) {
    KeySuggestion suggestion = new KeySuggestion(leaves(reference).keySet(), block);
    for (Map.Entry<String, ConfigValue> leaf : leaves(merged).entrySet()) {
      String key = leaf.getKey();
      if (!isKnown(key) && key.startsWith(SPARK)) {
        problems.add(
            "%s is a setting of Spark; give it as --conf %s=%s",
            key, key, leaf.getValue().unwrapped());
      } else if (!isKnown(key)) {
        problems.add(
            "%s: unknown key%s",
            key,
            suggestion
                .of(key, String.valueOf(leaf.getValue().unwrapped()))
                .map(NearestName::question)
                .orElse("; --print-config lists all keys"));
      }
    }
  }

  private boolean isKnown(String key) {
    return reference.hasPathOrNull(key) || isBelowOpenObject(key);
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

  /** All values by dotted path; nulls and empty objects count as values. */
  static Map<String, ConfigValue> leaves(Config config) {
    Map<String, ConfigValue> leaves = new TreeMap<>();
    collect(List.of(), config.root(), leaves);
    return leaves;
  }

  /** The values at and below a path. */
  static Map<String, ConfigValue> leaves(Config config, List<String> path) {
    Map<String, ConfigValue> leaves = new TreeMap<>();
    collect(path, value(config, path), leaves);
    return leaves;
  }

  /** The value of a path that exists; {@code Config.getValue} refuses those that are null. */
  static ConfigValue value(Config config, List<String> path) {
    return Objects.requireNonNull(find(config, path), () -> String.join(".", path));
  }

  /** The value of a path, or null. */
  static @Nullable ConfigValue find(Config config, List<String> path) {
    ConfigValue value = config.root();
    for (String element : path) {
      value = value instanceof ConfigObject object ? object.get(element) : null;
    }
    return value;
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
