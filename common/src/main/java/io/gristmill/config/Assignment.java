package io.gristmill.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.gristmill.check.Problems;

/**
 * One {@code key=value} of the command line. The value is HOCON where it is a number, a list, an
 * object, a quoted text and so on; an unquoted text is taken as it stands, so that {@code C#} and
 * {@code a // b} lose nothing to HOCON's comments.
 */
final class Assignment {

  private Assignment() {}

  /** The setting; what is no setting goes to the problems. */
  static Config parse(String assignment, Problems problems) {
    int equals = assignment.indexOf('=');
    if (equals <= 0) {
      problems.add("--set %s: must be key=value", assignment);
      return ConfigFactory.empty();
    }
    String key = assignment.substring(0, equals).strip();
    String value = assignment.substring(equals + 1);
    try {
      return isHocon(key, value) ? hocon(key, value) : text(key, value);
    } catch (ConfigException badKey) {
      problems.add("--set %s: \"%s\" is not a key", assignment, key);
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

  /** Whether the value is a text; a substitution is none until it is resolved. */
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
