package io.gristmill.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.gristmill.check.Problems;

/**
 * Parses one {@code key=value} of the command line. Numbers, booleans, lists, objects, quoted texts
 * and substitutions are HOCON. Any other value is a literal text, so that HOCON's comment marks do
 * not truncate {@code C#} or {@code a // b}.
 */
final class Assignment {

  private Assignment() {}

  /** Parses an assignment; reports a malformed one and returns an empty configuration. */
  static Config parse(String assignment, Problems problems) {
    int equals = assignment.indexOf('=');
    if (equals <= 0) {
      problems.add("\"%s\" must be KEY=VALUE", assignment);
      return ConfigFactory.empty();
    }
    String key = assignment.substring(0, equals).strip();
    String value = assignment.substring(equals + 1);
    try {
      return isHocon(key, value) ? hocon(key, value) : text(key, value);
    } catch (ConfigException badKey) {
      problems.add(
          "%s: \"%s\" is not a valid key; write KEY=VALUE, for example dedup.threshold=0.9",
          assignment, key);
      return ConfigFactory.empty();
    }
  }

  private static boolean isHocon(String key, String value) {
    try {
      Config parsed = hocon(key, value);
      boolean oneKey = parsed.equals(parsed.withOnlyPath(key));
      return oneKey && (!isText(parsed, key) || value.strip().startsWith("\""));
    } catch (ConfigException e) {
      return false;
    }
  }

  /** Whether the value is a text; an unresolved substitution is not. */
  private static boolean isText(Config parsed, String key) {
    return parsed.isResolved()
        && !parsed.getIsNull(key)
        && parsed.getValue(key).valueType() == ConfigValueType.STRING;
  }

  private static Config hocon(String key, String value) {
    return ConfigFactory.parseString(key + " = " + value);
  }

  private static Config text(String key, String value) {
    return ConfigFactory.empty().withValue(key, ConfigValueFactory.fromAnyRef(value));
  }
}
