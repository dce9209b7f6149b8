package io.gristmill.jinja.python;

import io.gristmill.jinja.value.DictView;
import io.gristmill.jinja.value.Members;
import io.gristmill.jinja.value.Namespace;
import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.PyDict;
import io.gristmill.jinja.value.PyList;
import io.gristmill.jinja.value.PyRange;
import io.gristmill.jinja.value.PyTuple;
import io.gristmill.jinja.value.Safe;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Text;
import io.gristmill.jinja.value.Undefined;
import java.util.List;
import java.util.Locale;

/** {@code str} and {@code repr}. */
public final class StrAndRepr {

  private final Text out = new Text();

  private StrAndRepr() {}

  /** {@code str(value)}: the text that {@code {{ value }}} prints. */
  public static String str(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Safe safe) {
      return safe.text();
    }
    return value instanceof Undefined ? "" : repr(value);
  }

  /** {@code repr(value)}. */
  public static String repr(Object value) {
    StrAndRepr printing = new StrAndRepr();
    printing.print(value);
    return printing.out.toString();
  }

  private void print(Object value) {
    if (value instanceof String text) {
      printQuoted(text);
    } else if (value instanceof Safe safe) {
      out.append("Markup(");
      printQuoted(safe.text());
      out.append(')');
    } else if (value instanceof PyList list) {
      out.append('[');
      all(list.items());
      out.append(']');
    } else if (value instanceof PyTuple tuple) {
      out.append('(');
      all(tuple.items());
      out.append(tuple.items().size() == 1 ? ",)" : ")");
    } else if (value instanceof PyDict dict) {
      entries(dict);
    } else {
      out.append(plain(value));
    }
  }

  private void all(List<Object> items) {
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      print(items.get(i));
    }
  }

  private void entries(PyDict dict) {
    String before = "{";
    for (PyDict.Entry entry : dict.entries()) {
      out.append(before);
      print(entry.key());
      out.append(": ");
      print(entry.value());
      before = ", ";
    }
    out.append(dict.size() == 0 ? "{}" : "}");
  }

  private static String plain(Object value) {
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
    return object(value);
  }

  private static String object(Object value) {
    if (value instanceof PyRange range) {
      String step = range.step() == 1 ? "" : ", " + range.step();
      return "range(" + range.start() + ", " + range.stop() + step + ")";
    }
    if (value instanceof DictView view) {
      String name = view.part().name().toLowerCase(Locale.ROOT);
      return "dict_" + name + "(" + repr(new PyList(view.items())) + ")";
    }
    if (value instanceof Namespace namespace) {
      return "<Namespace " + repr(namespace.attributes()) + ">";
    }
    if (value instanceof Members members) {
      return members.printed();
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
          out.append(code(c));
        }
      }
    }
  }

  private static String code(int c) {
    String form = c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x";
    return String.format(Locale.ROOT, form, c);
  }

  /** {@code str.isprintable} of one code point, by the Unicode version of the Java runtime. */
  public static boolean isPrintable(int c) {
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
