package io.gristmill.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The settings with their defaults and comments, in the order of {@code reference.conf}. */
public final class Schema {

  private static final Map<String, Setting> SETTINGS = read();

  private Schema() {}

  /** The setting of a full key. */
  public static Optional<Setting> setting(String key) {
    return Optional.ofNullable(SETTINGS.get(key));
  }

  /** The settings of a first-level block in order, inherited ones last. */
  public static List<Setting> block(String name) {
    return SETTINGS.values().stream().filter(s -> s.block().equals(name)).toList();
  }

  private static Map<String, Setting> read() {
    Config reference = Settings.reference();
    Map<String, ConfigValue> defaults = Settings.leaves(reference);
    Map<String, String> comments = new HashMap<>();
    List<String> order = new ArrayList<>();
    for (ReferenceParts.Part part : ReferenceParts.of(ReferenceText.whole())) {
      if (part instanceof ReferenceParts.Entry entry) {
        Settings.leaves(reference, entry.path())
            .keySet()
            .forEach(
                key -> {
                  comments.put(key, entry.comment());
                  order.add(key);
                });
      }
    }
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (String key : order) {
      ConfigValue value = Objects.requireNonNull(defaults.get(key), key);
      settings.put(key, new Setting(key, comments.getOrDefault(key, ""), value));
    }
    defaults.forEach(
        (key, value) ->
            settings.merge(
                key,
                new Setting(key, comments.getOrDefault(SharedDefaults.origin(key), ""), value),
                (own, shared) -> own.comment().isEmpty() ? shared : own));
    return settings;
  }
}
