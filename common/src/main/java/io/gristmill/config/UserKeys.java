package io.gristmill.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.gristmill.check.Problems;
import java.util.Map;

/**
 * Normalizes a user's keys to those of {@code reference.conf}: underscores become hyphens if the
 * result is a known key. Names inside an open object are the user's and stay unchanged.
 */
final class UserKeys {

  private final Config reference;
  private final Problems problems;

  /** Creates a normalizer; problems receives keys that occur in both spellings. */
  UserKeys(Config reference, Problems problems) {
    this.reference = reference;
    this.problems = problems;
  }

  Config normalized(Config user) {
    return normalized(user.root(), reference.root(), "").toConfig();
  }

  /** Normalizes an assignment whose key may lack the block; a first-level key takes precedence. */
  Config normalized(Config assignment, String block) {
    Config whole = normalized(assignment);
    if (block.isEmpty() || whole.isEmpty()) {
      return whole;
    }
    String first = whole.root().keySet().iterator().next();
    ConfigObject own = reference.getObject(block);
    return !reference.root().containsKey(first) && own.containsKey(known(first, own))
        ? normalized(whole.atKey(block))
        : whole;
  }

  private ConfigObject normalized(ConfigObject user, ConfigObject known, String path) {
    if (known.isEmpty()) {
      return user;
    }
    ConfigObject result = user;
    try {
      for (Map.Entry<String, ConfigValue> entry : user.entrySet()) {
        String key = known(entry.getKey(), known);
        ConfigValue value = entry.getValue();
        String full = path.isEmpty() ? key : path + "." + key;
        if (!key.equals(entry.getKey()) && user.containsKey(key)) {
          problems.add("%s is also set as %s; keep one of the two", full, entry.getKey());
        }
        if (value instanceof ConfigObject inner && known.get(key) instanceof ConfigObject below) {
          value = normalized(inner, below, full);
        }
        result = result.withoutKey(entry.getKey()).withValue(key, value);
      }
      return result;
    } catch (ConfigException.NotResolved substitution) {
      return user; // a substitution provides the object; wrong keys in it are refused later
    }
  }

  private static String known(String key, ConfigObject known) {
    String hyphens = key.replace('_', '-');
    return !known.containsKey(key) && known.containsKey(hyphens) ? hyphens : key;
  }
}
