package io.gristmill.jinja;

import io.gristmill.jinja.PyValue.None;
import io.gristmill.jinja.PyValue.Safe;
import io.gristmill.jinja.PyValue.Tuple;
import io.gristmill.jinja.PyValue.Undefined;
import io.gristmill.jinja.PyValue.View;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code str} and {@code repr}. */
final class Printing {

  private final Text out = new Text();

  private Printing() {}

  /** {@code str(value)}: the text that {@code {{ value }}} prints. */
  static String str(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Safe safe) {
      return safe.text();
    }
    return value instanceof Undefined ? "" : repr(value);
  }

  /** {@code repr(value)}. */
  static String repr(Object value) {
    Printing printing = new Printing();
    printing.print(value);
    return printing.out.toString();
  }

  private void print(Object value) {
    if (value instanceof String text) {
      printQuoted(text);
    } else if (value instanceof List<?> list) {
      boolean tuple = value instanceof Tuple;
      out.append(tuple ? "(" : "[");
      printAll(list);
      out.append(tuple ? (list.size() == 1 ? ",)" : ")") : "]");
    } else if (value instanceof Map<?, ?> dict) {
      printEntries(dict);
    } else if (value instanceof View view && !view.type().equals("range")) {
      out.append(view.type()).append("([");
      printAll(view.items());
      out.append("])");
    } else {
      out.append(scalar(value));
    }
  }

  private void printAll(List<?> items) {
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      print(items.get(i));
    }
  }

  private void printEntries(Map<?, ?> dict) {
    String before = "{";
    for (Map.Entry<?, ?> entry : dict.entrySet()) {
      out.append(before);
      print(entry.getKey());
      out.append(": ");
      print(entry.getValue());
      before = ", ";
    }
    out.append(dict.isEmpty() ? "{}" : "}");
  }

  private static String scalar(Object value) {
    if (value == None.NONE) {
      return "None";
    }
    if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    if (value instanceof Double number) {
      return FloatText.repr(number);
    }
    if (Types.isInteger(value)) {
      return value.toString();
    }
    if (value instanceof Undefined) {
      return "Undefined";
    }
    throw TemplateException.unsupported("printing a " + Types.name(value));
  }

  private void printQuoted(String text) {
    char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
    out.append(quote);
    text.codePoints().forEach(c -> printEscaped(c, quote));
    out.append(quote);
  }

  private void printEscaped(int c, char quote) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '\\' -> out.append("\\\\");
      default -> {
        if (c == quote) {
          out.append('\\').append(quote);
        } else if (isPrintable(c)) {
          out.appendCodePoint(c);
        } else {
          String form = c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
          out.append(String.format(Locale.ROOT, form, c));
        }
      }
    }
  }

  /** {@code str.isprintable} of one code point, by the Unicode version of the Java runtime. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }
}
