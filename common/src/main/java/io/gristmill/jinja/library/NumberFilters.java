package io.gristmill.jinja.library;

import io.gristmill.jinja.python.FloatText;
import io.gristmill.jinja.python.Iteration;
import io.gristmill.jinja.python.Numbers;
import io.gristmill.jinja.python.Operators;
import io.gristmill.jinja.python.Types;
import io.gristmill.jinja.value.CallArguments;
import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Undefined;
import io.gristmill.text.PythonInt;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Filters that return numbers. */
final class NumberFilters {

  private NumberFilters() {}

  static void addTo(Map<String, Filter> filters) {
    filters.put("abs", (input, arguments) -> absolute(input));
    filters.put("int", NumberFilters::integer);
    filters.put("float", NumberFilters::real);
    filters.put("round", NumberFilters::round);
    filters.put("length", (input, arguments) -> (long) Iteration.length(input));
    filters.put("count", (input, arguments) -> (long) Iteration.length(input));
    filters.put("sum", NumberFilters::sum);
  }

  private static Object absolute(Object input) {
    if (input instanceof Double number) {
      return Math.abs(number);
    }
    Object negated = Operators.applySign("-", input);
    return Numbers.big(negated).signum() > 0 ? negated : Operators.applySign("+", input);
  }

  private static Object integer(Object input, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("int", 0, "default", "base");
    if (input instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (!bound.at(1, 10L).equals(10L) && Types.isText(input)) {
      throw TemplateException.unsupported("the filter 'int' with a base");
    }
    return whole(input).map(Numbers::integer).orElseGet(() -> bound.at(0, 0L));
  }

  private static Optional<BigInteger> whole(Object input) {
    if (Types.isInteger(input) || input instanceof Boolean) {
      return Optional.of(Numbers.big(input));
    }
    if (Types.isText(input)) {
      Optional<BigInteger> whole = PythonInt.parse(Types.text(input));
      return whole.isPresent()
          ? whole
          : FloatText.parse(Types.text(input)).flatMap(NumberFilters::truncate);
    }
    return input instanceof Double number ? truncate(number) : Optional.empty();
  }

  private static Optional<BigInteger> truncate(double number) {
    return Double.isNaN(number) || Double.isInfinite(number)
        ? Optional.empty()
        : Optional.of(new BigDecimal(number).toBigInteger());
  }

  private static Object real(Object input, CallArguments arguments) {
    Object fallback = arguments.bind("float", 0, "default").at(0, 0.0);
    if (input instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (Types.isNumber(input)) {
      return Numbers.real(input);
    }
    Optional<Double> parsed =
        Types.isText(input) ? FloatText.parse(Types.text(input)) : Optional.empty();
    return parsed.isPresent() ? parsed.get() : fallback;
  }

  private static Object round(Object input, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("round", 0, "precision", "method");
    int digits = Numbers.index(bound.at(0, 0L), "a precision");
    String method = Types.textOf(bound.at(1, "common"), "the method");
    if (!Types.isNumber(input)) {
      throw TemplateException.failed("round needs a number, not " + Types.name(input));
    }
    if (method.equals("common")) {
      return input instanceof Double number
          ? Numbers.round(number, digits)
          : roundInteger(Operators.applySign("+", input), digits);
    }
    return roundDirected(input, digits, method);
  }

  private static Object roundInteger(Object input, int digits) {
    if (digits >= 0) {
      return input;
    }
    throw TemplateException.unsupported("rounding an integer to tens");
  }

  private static Object roundDirected(Object input, int digits, String method) {
    if (!method.equals("ceil") && !method.equals("floor")) {
      throw TemplateException.failed("the method of round is common, ceil or floor");
    }
    Object scale = Operators.binary("**", 10L, (long) digits);
    Object scaled = Operators.binary("*", input, scale);
    Object whole = scaled;
    if (scaled instanceof Double number) {
      double edge = method.equals("ceil") ? Math.ceil(number) : Math.floor(number);
      whole =
          truncate(edge)
              .map(Numbers::integer)
              .orElseThrow(() -> TemplateException.failed("round of a number that is not finite"));
    }
    return Operators.binary("/", whole, scale);
  }

  private static Object sum(Object input, CallArguments arguments) {
    CallArguments.Bound bound = arguments.bind("sum", 0, "attribute", "start");
    Object attribute = bound.at(0, None.NONE);
    Object sum = bound.at(1, 0L);
    if (Types.isText(sum)) {
      throw TemplateException.failed(
          String.format(Locale.ROOT, "sum() does not add texts, as '%s'", Types.text(sum)));
    }
    for (Iterator<Object> each = Iteration.of(input); each.hasNext(); ) {
      sum = Operators.binary("+", sum, AttributePath.read(each.next(), attribute));
    }
    return sum;
  }
}
