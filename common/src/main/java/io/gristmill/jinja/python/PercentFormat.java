package io.gristmill.jinja.python;

import io.gristmill.jinja.value.PyDict;
import io.gristmill.jinja.value.PyList;
import io.gristmill.jinja.value.PyTuple;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Text;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code text % values}, with the conversions s, r, d, i, u, f, F, x, X and %. */
public final class PercentFormat {

  private static final Pattern FIELD =
      Pattern.compile(
          "%(?:\\(([^)]*)\\))?([#0\\- +]*)(\\*|\\d*)(?:\\.(\\*|\\d*))?[hlL]?(.)?", Pattern.DOTALL);

  private static final int MAX_WIDTH = 1000;

  private final List<Object> values;
  private final Object mapping;
  private int next;

  private PercentFormat(Object values) {
    this.mapping = values;
    this.values = values instanceof PyTuple tuple ? tuple.items() : List.of(values);
  }

  /**
   * Formats the values.
   *
   * @throws TemplateException if values are missing or left over, or a conversion is not supported
   */
  public static String format(String text, Object values) {
    PercentFormat format = new PercentFormat(values);
    Text out = new Text();
    Matcher field = FIELD.matcher(text);
    int at = 0;
    while (field.find()) {
      out.append(text.substring(at, field.start())).append(format.field(field));
      at = field.end();
    }
    out.append(text.substring(at));
    boolean subscripted = values instanceof PyDict || values instanceof PyList;
    boolean left = format.next < format.values.size() && !subscripted;
    if (left) {
      throw TemplateException.failed("not all arguments converted during string formatting");
    }
    return out.toString();
  }

  private String field(Matcher field) {
    String kind = field.group(5);
    if (kind == null) {
      throw TemplateException.failed("incomplete format");
    }
    if (kind.equals("%")) {
      return "%";
    }
    String flags = field.group(2);
    int width = number(field.group(3), 0);
    int precision = number(field.group(4), -1);
    Object value = value(field.group(1));
    return pad(convert(kind.charAt(0), value, precision, flags), kind, flags, width);
  }

  private static int number(@Nullable String digits, int fallback) {
    if (digits == null || digits.isEmpty()) {
      return digits == null ? fallback : 0;
    }
    if (digits.equals("*") || digits.length() > 4 || Integer.parseInt(digits) > MAX_WIDTH) {
      throw TemplateException.unsupported("a format field of width or precision " + digits);
    }
    return Integer.parseInt(digits);
  }

  private Object value(@Nullable String key) {
    if (key != null) {
      Object value = mapping instanceof PyDict dict ? dict.get(key) : null;
      if (value == null) {
        throw TemplateException.failed("no value '" + key + "' to format");
      }
      return value;
    }
    if (next >= values.size()) {
      throw TemplateException.failed("not enough arguments for format string");
    }
    return values.get(next++);
  }

  private static String convert(char kind, Object value, int precision, String flags) {
    return switch (kind) {
      case 's' -> truncate(StrAndRepr.str(value), precision);
      case 'r' -> truncate(StrAndRepr.repr(value), precision);
      case 'd', 'i', 'u' -> withSign(toInteger(value).toString(), flags);
      case 'x' -> withSign(toInteger(value).toString(16), flags);
      case 'X' -> withSign(toInteger(value).toString(16).toUpperCase(Locale.ROOT), flags);
      case 'f', 'F' -> withSign(toFixed(value, precision), flags);
      default -> throw TemplateException.unsupported("the format conversion %" + kind);
    };
  }

  private static String truncate(String text, int precision) {
    return precision < 0 || precision >= text.codePointCount(0, text.length())
        ? text
        : text.substring(0, text.offsetByCodePoints(0, precision));
  }

  private static BigInteger toInteger(Object value) {
    if (value instanceof Double number && !number.isNaN() && !number.isInfinite()) {
      return new BigDecimal(number).toBigInteger();
    }
    if (!Types.isNumber(value) || value instanceof Double) {
      throw TemplateException.failed("%d format: a number is required, not " + Types.name(value));
    }
    return Numbers.big(value);
  }

  private static String toFixed(Object value, int precision) {
    if (!Types.isNumber(value)) {
      throw TemplateException.failed("%f format: a number is required, not " + Types.name(value));
    }
    double number = Numbers.real(value);
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw TemplateException.unsupported("%f of a number that is not finite");
    }
    String digits =
        new BigDecimal(Math.abs(number))
            .setScale(precision < 0 ? 6 : precision, RoundingMode.HALF_EVEN)
            .toPlainString();
    return number < 0 || 1 / number < 0 ? "-" + digits : digits;
  }

  private static String withSign(String digits, String flags) {
    if (flags.contains("#")) {
      throw TemplateException.unsupported("the format flag #");
    }
    if (digits.startsWith("-")) {
      return digits;
    }
    return flags.contains("+") ? "+" + digits : flags.contains(" ") ? " " + digits : digits;
  }

  private static String pad(String text, String kind, String flags, int width) {
    int missing = width - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    if (flags.contains("-")) {
      return text + " ".repeat(missing);
    }
    boolean zeros = flags.contains("0") && "sr".indexOf(kind.charAt(0)) < 0;
    if (!zeros) {
      return " ".repeat(missing) + text;
    }
    int sign = !text.isEmpty() && "+- ".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
    return text.substring(0, sign) + "0".repeat(missing) + text.substring(sign);
  }
}
