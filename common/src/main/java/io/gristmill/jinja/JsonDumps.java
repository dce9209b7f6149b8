package io.gristmill.jinja;

import io.gristmill.jinja.PyValue.None;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code json.dumps}, as the filter {@code tojson} of transformers calls it.
 *
 * @param ascii whether to escape non-ASCII characters
 * @param indent text of one indentation level; null for a single line
 * @param itemSeparator separator between items
 * @param keySeparator separator between key and value
 * @param sorted whether to sort keys
 * @param out the JSON
 */
record JsonDumps(
    boolean ascii,
    @Nullable String indent,
    String itemSeparator,
    String keySeparator,
    boolean sorted,
    Text out) {

  /**
   * The JSON of a value.
   *
   * @throws TemplateException if it contains a value without a JSON form, such as an undefined
   *     value
   */
  String of(Object value) {
    write(value, 1);
    return out.toString();
  }

  private void write(Object value, int level) {
    if (Types.isText(value)) {
      quote(Types.text(value, "a text"));
    } else if (value instanceof List<?> list) {
      writeAll('[', list, level, item -> write(item, level + 1), ']');
    } else if (value instanceof Map<?, ?> dict) {
      writeAll('{', inOrder(dict), level, entry -> writeEntry(entry, level), '}');
    } else {
      out.append(scalar(value));
    }
  }

  private static String scalar(Object value) {
    if (value == None.NONE) {
      return "null";
    }
    if (value instanceof Boolean || Types.isInteger(value)) {
      return value.toString();
    }
    if (value instanceof Double number) {
      return FloatText.repr(number);
    }
    throw TemplateException.failed(
        "an object of type " + Types.name(value) + " is not JSON serializable");
  }

  private <T> void writeAll(
      char open, Collection<T> items, int level, Consumer<T> write, char close) {
    out.append(open);
    boolean first = true;
    for (T item : items) {
      out.append(first ? "" : itemSeparator);
      breakLine(level);
      write.accept(item);
      first = false;
    }
    if (!first) {
      breakLine(level - 1);
    }
    out.append(close);
  }

  private void writeEntry(Map.Entry<?, ?> entry, int level) {
    quote(entry.getKey() instanceof String text ? text : scalar(entry.getKey()));
    out.append(keySeparator);
    write(entry.getValue(), level + 1);
  }

  private Collection<Map.Entry<?, ?>> inOrder(Map<?, ?> dict) {
    List<Map.Entry<?, ?>> entries = new ArrayList<>(dict.entrySet());
    if (sorted) {
      entries.sort(Comparator.comparing(Map.Entry::getKey, Comparison::compare));
    }
    return entries;
  }

  private void breakLine(int level) {
    if (indent != null) {
      out.append('\n').repeat(indent, level);
    }
  }

  private void quote(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(text.charAt(i));
    }
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\f' -> out.append("\\f");
      case '\b' -> out.append("\\b");
      default -> {
        if (c < ' ' || (ascii && c > '~')) {
          out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        } else {
          out.append(c);
        }
      }
    }
  }
}
