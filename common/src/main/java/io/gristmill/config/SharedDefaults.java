package io.gristmill.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Inheritance between blocks: {@code sft} and {@code dpo} inherit the keys of {@code trainer}. The
 * value of {@code sft.KEY} is the first of
 *
 * <ol>
 *   <li>the user's {@code sft.KEY};
 *   <li>the user's {@code trainer.KEY};
 *   <li>{@code sft.KEY} of {@code reference.conf}, if the block repeats the key with another
 *       default;
 *   <li>{@code trainer.KEY} of {@code reference.conf}.
 * </ol>
 *
 * So {@code trainer.learning-rate} set by a user applies to {@code dpo} too, although {@code dpo}
 * repeats that default, and {@code sft.learning-rate} never reaches {@code dpo}.
 */
final class SharedDefaults {

  /** The inherited block. */
  static final String BLOCK = "trainer";

  private static final List<String> INHERITING = List.of("sft", "dpo");

  private SharedDefaults() {}

  /** Completes the inheriting blocks of {@code reference.conf}. */
  static Config complete(Config reference) {
    Config complete = reference;
    for (String block : INHERITING) {
      complete =
          complete.withValue(
              block, reference.getObject(block).withFallback(reference.getObject(BLOCK)));
    }
    return complete;
  }

  /** Copies the user's shared values to the inheriting blocks; unknown keys are reported once. */
  static Config inherited(Set<String> user, Map<String, ConfigValue> merged, Set<String> known) {
    Config inherited = ConfigFactory.empty();
    for (String key : user) {
      if (isShared(key)) {
        for (String block : INHERITING) {
          String inheriting = block + key.substring(BLOCK.length());
          if (known.contains(inheriting)) {
            inherited = inherited.withValue(inheriting, Objects.requireNonNull(merged.get(key)));
          }
        }
      }
    }
    return inherited;
  }

  /** The shared key that provides default and comment of an inherited key. */
  static String origin(String key) {
    int dot = key.indexOf('.');
    return dot > 0 && inherits(key.substring(0, dot)) ? BLOCK + key.substring(dot) : key;
  }

  /** Whether a first-level block inherits the shared one. */
  static boolean inherits(String block) {
    return INHERITING.contains(block);
  }

  /** Whether a key belongs to the shared block. */
  static boolean isShared(String key) {
    return key.startsWith(BLOCK + ".");
  }
}
