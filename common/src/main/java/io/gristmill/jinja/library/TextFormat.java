package io.gristmill.jinja.library;

import io.gristmill.jinja.python.StrAndRepr;
import io.gristmill.jinja.value.CallArguments;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code text.format(...)} with numbered, named or automatic fields; number formats are not
 * supported.
 */
final class TextFormat {

  private final String text;
  private final CallArguments arguments;
  private final Text out = new Text();
  private int next;
  private boolean counted;
  private boolean numbered;

  private TextFormat(String text, CallArguments arguments) {
    this.text = text;
    this.arguments = arguments;
  }

  static Object format(String text, CallArguments arguments) {
    TextFormat format = new TextFormat(text, arguments);
    format.run();
    return format.out.toString();
  }

  private void run() {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean doubled = at + 1 < text.length() && text.charAt(at + 1) == c;
      if ((c == '{' || c == '}') && doubled) {
        out.append(c);
        at++;
      } else if (c == '{') {
        at = field(at + 1);
      } else if (c == '}') {
        throw TemplateException.failed("a single '}' in a format");
      } else {
        out.append(c);
      }
    }
  }

  /** Formats the field that starts here and returns the index of its closing brace. */
  private int field(int start) {
    int end = text.indexOf('}', start);
    if (end < 0) {
      throw TemplateException.failed("a single '{' in a format");
    }
    String field = text.substring(start, end);
    boolean repr = field.endsWith("!r");
    String name = repr || field.endsWith("!s") ? field.substring(0, field.length() - 2) : field;
    if (!name.matches("\\w*")) {
      throw TemplateException.unsupported("the format field '{" + field + "}'");
    }
    Object value = value(name);
    out.append(repr ? StrAndRepr.repr(value) : StrAndRepr.str(value));
    return end;
  }

  private Object value(String name) {
    Object value =
        name.isEmpty() || Character.isDigit(name.charAt(0))
            ? at(name)
            : arguments.named().get(name);
    if (value == null) {
      throw TemplateException.failed("no value for the format field '{" + name + "}'");
    }
    return value;
  }

  private @Nullable Object at(String name) {
    counted |= name.isEmpty();
    numbered |= !name.isEmpty();
    if (counted && numbered || name.length() > 6) {
      throw TemplateException.failed("format fields must be all numbered or all automatic");
    }
    int index = name.isEmpty() ? next++ : Integer.parseInt(name);
    List<Object> values = arguments.positional();
    return index < values.size() ? values.get(index) : null;
  }
}
