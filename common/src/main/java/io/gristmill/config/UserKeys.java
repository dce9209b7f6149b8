package io.gristmill.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.gristmill.check.Problems;
import java.util.Map;

/**
 * Brings a user's keys into the form of {@code reference.conf}: underscores become hyphens where
 * that gives a known key. Names below an open object are the user's and stay as they are.
 */
final class UserKeys {

  private final Config reference;
  private final Problems problems;

  /**
   * @param reference the known keys
   * @param problems receives keys that are given in both spellings
   */
  UserKeys(Config reference, Problems problems) {
    this.reference = reference;
    this.problems = problems;
  }

  /** The same settings under the known keys. */
  Config normalized(Config user) {
    return normalized(user.root(), reference.root(), "").toConfig();
  }

  /**
   * The same for an assignment whose key may also be one of a block.
   *
   * @param block name of the block, may be empty; a key of the first level wins over one of it
   */
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
          problems.add("%s is also given as %s; keep one of the two", full, entry.getKey());
        }
        if (value instanceof ConfigObject inner && known.get(key) instanceof ConfigObject below) {
          value = normalized(inner, below, full);
        }
        result = result.withoutKey(entry.getKey()).withValue(key, value);
      }
      return result;
    } catch (ConfigException.NotResolved substitution) {
      return user; // an object made by a substitution; a wrong key in it is refused later
    }
  }

  private static String known(String key, ConfigObject known) {
    String hyphens = key.replace('_', '-');
    return !known.containsKey(key) && known.containsKey(hyphens) ? hyphens : key;
  }
}
