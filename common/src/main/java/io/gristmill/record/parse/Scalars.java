package io.gristmill.record.parse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts JSON values to texts and numbers. */
final class Scalars {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d{1,300}(\\.\\d{0,300})?|\\.\\d{1,300})([eE][+-]?\\d{1,4})?");

  private Scalars() {}

  /** The value as a finite number, possibly written as decimal text; null for other values. */
  static @Nullable Double number(JsonNode value) {
    if (value.isTextual() && DECIMAL.matcher(value.textValue().strip()).matches()) {
      return finite(Double.parseDouble(value.textValue().strip()));
    }
    return value.isNumber() ? finite(value.doubleValue()) : null;
  }

  private static @Nullable Double finite(double number) {
    return Double.isFinite(number) ? number : null;
  }

  /** The plain text of a scalar; other values as JSON. */
  static String textOf(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /** Parses a text as JSON; a missing node if it is not valid JSON. */
  static JsonNode parseJson(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** The type of a value with its article, for messages. */
  static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "a list";
      case OBJECT, POJO -> "an object";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case BINARY -> "binary";
      case NULL, MISSING -> "null";
    };
  }
}
