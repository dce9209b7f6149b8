package io.gristmill.jinja;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.PyDict;
import io.gristmill.jinja.value.PyList;
import io.gristmill.jinja.value.TemplateException;
import java.math.BigInteger;
import java.util.ArrayList;
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
      PyDict dict = new PyDict();
      map.forEach((key, item) -> dict.put(of(key, depth + 1), of(item, depth + 1)));
      return dict;
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(of(item, depth + 1)));
      return new PyList(items);
    }
    return scalar(value);
  }

  private static Object scalar(Object value) {
    if (value instanceof String || value instanceof Boolean || value instanceof Double) {
      return value;
    }
    if (value instanceof Integer || value instanceof Long || value instanceof Short) {
      return ((Number) value).longValue();
    }
    if (value instanceof BigInteger big) {
      return whole(big);
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("not a template value: " + value.getClass());
  }

  private static Object whole(BigInteger value) {
    return value.bitLength() < 64 ? (Object) value.longValue() : value;
  }

  private static Object of(JsonNode node, int depth) {
    return switch (node.getNodeType()) {
      case OBJECT -> dict(node, depth);
      case ARRAY -> list(node, depth);
      case STRING -> node.textValue();
      case BOOLEAN -> node.booleanValue();
      case NUMBER ->
          node.isIntegralNumber() ? whole(node.bigIntegerValue()) : (Object) node.doubleValue();
      case NULL, MISSING -> None.NONE;
      default -> throw new IllegalArgumentException("no template data: " + node.getNodeType());
    };
  }

  private static Object dict(JsonNode node, int depth) {
    PyDict dict = new PyDict();
    node.properties().forEach(field -> dict.put(field.getKey(), of(field.getValue(), depth + 1)));
    return dict;
  }

  private static Object list(JsonNode node, int depth) {
    List<Object> items = new ArrayList<>();
    node.forEach(item -> items.add(of(item, depth + 1)));
    return new PyList(items);
  }
}
