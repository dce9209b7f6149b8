package io.gristmill.config;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting of {@code reference.conf}.
 *
 * @param key full key
 * @param comment the comment on one line; empty if only the block has a comment
 * @param defaultValue the default; null is {@link ConfigValueType#NULL}
 */
public record Setting(String key, String comment, ConfigValue defaultValue) {

  private static final Pattern SENTENCE_END = Pattern.compile("[.:](?= +[A-Z\\[])|\\.$|:$");

  /** The last element of the key. */
  public String name() {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** The first sentence of the comment. */
  public String summary() {
    Matcher end = SENTENCE_END.matcher(comment);
    return end.find() ? comment.substring(0, end.start()) + "." : comment;
  }

  public boolean isFlag() {
    return defaultValue.valueType() == ConfigValueType.BOOLEAN;
  }

  public boolean isList() {
    return defaultValue.valueType() == ConfigValueType.LIST;
  }

  /** Whether the setting is a number; if its default is null, its name decides. */
  public boolean isNumber() {
    return defaultValue.valueType() == ConfigValueType.NUMBER
        || (defaultValue.valueType() == ConfigValueType.NULL && name().matches("(max|min|num)-.+"));
  }

  /** The default as HOCON, without optional quotes. */
  public String defaultText() {
    return AnnotatedText.rendered(defaultValue)
        .replaceAll("\"([a-zA-Z][\\w.-]*)\"", "$1")
        .replace(",", ", ");
  }
}
