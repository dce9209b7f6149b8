package io.gristmill.config;

import com.typesafe.config.Config;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The settings of {@code reference.conf} with their defaults and comments. */
public final class Schema {

  private static final Map<String, Setting> SETTINGS = read();

  private Schema() {}

  /** The setting of a full key. */
  public static Optional<Setting> setting(String key) {
    return Optional.ofNullable(SETTINGS.get(key));
  }

  private static Map<String, Setting> read() {
    Config reference = Settings.reference();
    Map<String, String> comments = new HashMap<>();
    for (ReferenceParts.Part part : ReferenceParts.of(ReferenceText.whole())) {
      if (part instanceof ReferenceParts.Entry entry) {
        Settings.leaves(reference, entry.path())
            .keySet()
            .forEach(key -> comments.put(key, entry.comment()));
      }
    }
    Map<String, Setting> settings = new HashMap<>();
    Settings.leaves(reference)
        .forEach(
            (key, value) -> {
              String own = comments.getOrDefault(key, "");
              String shared = comments.getOrDefault(SharedDefaults.origin(key), "");
              settings.put(key, new Setting(key, own.isEmpty() ? shared : own, value));
            });
    return settings;
  }
}
