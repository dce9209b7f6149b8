package io.gristmill.jinja;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.jinja.PyValue.None;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts plain Java values and JSON to template values. */
final class PlainData {

  /** Maximum nesting of lists and maps. */
  private static final int MAX_DEPTH = 200;

  private PlainData() {}

  /**
   * @throws IllegalArgumentException if it is not a plain value
   * @throws TemplateException if it is nested too deeply
   */
  static Object of(@Nullable Object value) {
    return of(value, 0);
  }

  private static Object of(@Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw TemplateException.limit("the data is nested deeper than " + MAX_DEPTH + " levels");
    }
    if (value == null) {
      return None.NONE;
    }
    if (value instanceof JsonNode node) {
      return of(node, depth);
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> dict = new LinkedHashMap<>();
      map.forEach((key, item) -> dict.put(Types.key(of(key, depth)), of(item, depth + 1)));
      return Collections.unmodifiableMap(dict);
    }
    return value instanceof List<?> items ? list(items, depth) : scalar(value);
  }

  private static List<Object> list(Iterable<?> items, int depth) {
    List<Object> list = new ArrayList<>();
    items.forEach(item -> list.add(of(item, depth + 1)));
    return Collections.unmodifiableList(list);
  }

  private static Object of(JsonNode node, int depth) {
    return switch (node.getNodeType()) {
      case OBJECT -> dict(node, depth);
      case ARRAY -> list(node, depth);
      case STRING -> node.textValue();
      case BOOLEAN -> node.booleanValue();
      case NUMBER ->
          node.isIntegralNumber() ? integer(node.bigIntegerValue()) : (Object) node.doubleValue();
      case NULL, MISSING -> None.NONE;
      default -> throw new IllegalArgumentException("no template data: " + node.getNodeType());
    };
  }

  private static Map<Object, Object> dict(JsonNode node, int depth) {
    Map<Object, Object> dict = new LinkedHashMap<>();
    node.properties().forEach(field -> dict.put(field.getKey(), of(field.getValue(), depth + 1)));
    return Collections.unmodifiableMap(dict);
  }

  private static Object scalar(Object value) {
    if (value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      return ((Number) value).longValue();
    }
    if (value instanceof BigInteger big) {
      return integer(big);
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("not a template value: " + value.getClass());
  }

  /** An integer as a {@code Long} if it fits. */
  static Object integer(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }
}
