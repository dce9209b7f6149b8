package io.gristmill.jinja.python;

import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.PyDict;
import io.gristmill.jinja.value.PySequence;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code json.dumps}, as the filter {@code tojson} of transformers calls it. */
public final class JsonDumps {

  /**
   * Format options.
   *
   * @param ascii whether to escape non-ASCII characters
   * @param indent text of one indentation level; null for a single line
   * @param itemSeparator separator between items
   * @param keySeparator separator between key and value
   * @param sorted whether to sort keys
   */
  public record Style(
      boolean ascii,
      @Nullable String indent,
      String itemSeparator,
      String keySeparator,
      boolean sorted) {}

  private final Text out = new Text();
  private final Style style;

  private JsonDumps(Style style) {
    this.style = style;
  }

  /**
   * The JSON of a value.
   *
   * @throws TemplateException if it contains a value without a JSON form, such as an undefined
   *     value
   */
  public static String of(Object value, Style style) {
    JsonDumps json = new JsonDumps(style);
    json.write(value, 1);
    return json.out.toString();
  }

  private void write(Object value, int level) {
    if (Types.isText(value)) {
      quoted(Types.text(value));
    } else if (value instanceof PySequence sequence) {
      list(sequence.items(), level);
    } else if (value instanceof PyDict dict) {
      entries(dict, level);
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
      return real(number);
    }
    throw TemplateException.failed(
        "an object of type " + Types.name(value) + " is not JSON serializable");
  }

  private static String real(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "Infinity" : "-Infinity";
    }
    return FloatText.repr(number);
  }

  private void list(List<Object> items, int level) {
    if (items.isEmpty()) {
      out.append("[]");
      return;
    }
    out.append('[');
    for (int i = 0; i < items.size(); i++) {
      between(i, level);
      write(items.get(i), level + 1);
    }
    end(level);
    out.append(']');
  }

  private void entries(PyDict dict, int level) {
    if (dict.size() == 0) {
      out.append("{}");
      return;
    }
    out.append('{');
    int i = 0;
    for (PyDict.Entry entry : inOrder(dict)) {
      between(i++, level);
      quoted(key(entry.key()));
      out.append(style.keySeparator());
      write(entry.value(), level + 1);
    }
    end(level);
    out.append('}');
  }

  private Collection<PyDict.Entry> inOrder(PyDict dict) {
    if (!style.sorted()) {
      return dict.entries();
    }
    List<PyDict.Entry> entries = new ArrayList<>(dict.entries());
    entries.sort(Comparator.comparing(PyDict.Entry::key, Comparison::compare));
    return entries;
  }

  private static String key(Object key) {
    if (Types.isText(key)) {
      return Types.text(key);
    }
    if (key == None.NONE || Types.isNumber(key)) {
      return scalar(key);
    }
    throw TemplateException.failed("a JSON key cannot be a " + Types.name(key));
  }

  private void between(int index, int level) {
    out.append(index == 0 ? "" : style.itemSeparator());
    line(level);
  }

  private void end(int level) {
    line(level - 1);
  }

  private void line(int level) {
    if (style.indent() != null) {
      out.append('\n').repeat(style.indent(), level);
    }
  }

  private void quoted(String text) {
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
        if (c < ' ' || (style.ascii() && c > '~')) {
          out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        } else {
          out.append(c);
        }
      }
    }
  }
}
