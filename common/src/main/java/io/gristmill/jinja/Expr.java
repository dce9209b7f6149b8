package io.gristmill.jinja;

import io.gristmill.jinja.PyValue.Tuple;
import io.gristmill.jinja.PyValue.Undefined;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An expression. */
sealed interface Expr {

  /** Evaluates the expression; called through {@link Frame#value}, which counts the work. */
  Object eval(Frame frame);

  private static List<Object> evalAll(List<Expr> expressions, Frame frame) {
    List<Object> values = new ArrayList<>();
    expressions.forEach(expression -> values.add(frame.value(expression)));
    return values;
  }

  /** A literal, or template data. */
  record Literal(Object value) implements Expr {
    @Override
    public Object eval(Frame frame) {
      return value;
    }
  }

  /** A variable. */
  record Name(String name) implements Expr {
    @Override
    public Object eval(Frame frame) {
      return frame.get(name);
    }
  }

  /** A list or a tuple. */
  record Sequence(boolean tuple, List<Expr> items) implements Expr {
    @Override
    public Object eval(Frame frame) {
      List<Object> values = evalAll(items, frame);
      return tuple ? new Tuple(values) : List.copyOf(values);
    }
  }

  /** A dictionary with as many values as keys. */
  record Dict(List<Expr> keys, List<Expr> values) implements Expr {
    @Override
    public Object eval(Frame frame) {
      Map<Object, Object> dict = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        Object key = Types.key(frame.value(keys.get(i)));
        dict.put(key, frame.value(values.get(i)));
      }
      return Collections.unmodifiableMap(dict);
    }
  }

  /** {@code not x}. */
  record Not(Expr operand) implements Expr {
    @Override
    public Object eval(Frame frame) {
      return !frame.holds(operand);
    }
  }

  /** {@code -x} or {@code +x}. */
  record Sign(String sign, Expr operand) implements Expr {
    @Override
    public Object eval(Frame frame) {
      return Operators.applySign(sign, frame.value(operand));
    }
  }

  /** Arithmetic. */
  record Binary(String operator, Expr left, Expr right) implements Expr {
    @Override
    public Object eval(Frame frame) {
      Object first = frame.value(left);
      return frame.budget().charge(Operators.binary(operator, first, frame.value(right)));
    }
  }

  /** {@code and} or {@code or}. */
  record Logic(boolean and, Expr left, Expr right) implements Expr {
    @Override
    public Object eval(Frame frame) {
      Object first = frame.value(left);
      return Types.truthy(first) == and ? frame.value(right) : first;
    }
  }

  /** {@code a ~ b ~ c}. */
  record Concat(List<Expr> parts) implements Expr {
    @Override
    public Object eval(Frame frame) {
      Text text = new Text();
      evalAll(parts, frame).forEach(part -> text.append(Printing.str(part)));
      return frame.budget().charge(text.toString());
    }
  }

  /** {@code a < b == c}: one operator per further operand. */
  record Compare(Expr first, List<String> operators, List<Expr> operands) implements Expr {
    @Override
    public Object eval(Frame frame) {
      Object left = frame.value(first);
      for (int i = 0; i < operators.size(); i++) {
        Object right = frame.budget().charge(frame.value(operands.get(i)));
        if (!holds(operators.get(i), left, right)) {
          return false;
        }
        left = right;
      }
      return true;
    }

    private static boolean holds(String operator, Object left, Object right) {
      return switch (operator) {
        case "==" -> Comparison.equal(left, right);
        case "!=" -> !Comparison.equal(left, right);
        case "in" -> Comparison.contains(right, left);
        case "not in" -> !Comparison.contains(right, left);
        case "<" -> Comparison.compare(left, right) < 0;
        case "<=" -> Comparison.compare(left, right) <= 0;
        case ">" -> Comparison.compare(left, right) > 0;
        default -> Comparison.compare(left, right) >= 0;
      };
    }
  }

  /** {@code a if test else b}. */
  record Conditional(Expr test, Expr chosen, @Nullable Expr otherwise) implements Expr {
    @Override
    public Object eval(Frame frame) {
      if (frame.holds(test)) {
        return frame.value(chosen);
      }
      return otherwise == null
          ? new Undefined("an inline if was false and has no else")
          : frame.value(otherwise);
    }
  }

  /** {@code object.name}. */
  record Attribute(Expr object, String name) implements Expr {
    @Override
    public Object eval(Frame frame) {
      return Lookup.attribute(frame.value(object), name);
    }
  }

  /** {@code object[key]}. */
  record Item(Expr object, Expr key) implements Expr {
    @Override
    public Object eval(Frame frame) {
      Object container = frame.value(object);
      return Lookup.item(container, frame.value(key));
    }
  }

  /** {@code object[start:stop:step]}, an omitted bound is {@code None}. */
  record Slice(Expr object, Expr start, Expr stop, Expr step) implements Expr {
    @Override
    public Object eval(Frame frame) {
      Object whole = frame.value(object);
      Object from = frame.value(start);
      Object to = frame.value(stop);
      return frame.budget().charge(Slices.slice(whole, from, to, frame.value(step)));
    }
  }

  /**
   * The arguments of a call, filter or test.
   *
   * @param positional positional arguments
   * @param named keyword arguments, in order
   */
  record Arguments(List<Expr> positional, Map<String, Expr> named) {

    static final Arguments NONE = new Arguments(List.of(), Map.of());

    CallArguments eval(Frame frame) {
      if (positional.isEmpty() && named.isEmpty()) {
        return CallArguments.NONE;
      }
      List<Object> values = evalAll(positional, frame);
      Map<String, Object> namedValues = new LinkedHashMap<>();
      named.forEach((name, value) -> namedValues.put(name, frame.value(value)));
      return new CallArguments(values, namedValues);
    }
  }

  /** {@code callee(arguments)}. */
  record Call(Expr callee, Arguments arguments) implements Expr {
    @Override
    public Object eval(Frame frame) {
      Object function = frame.value(callee);
      CallArguments values = arguments.eval(frame);
      if (function instanceof Undefined undefined) {
        throw undefined.error();
      }
      if (!(function instanceof Callable callable)) {
        throw TemplateException.failed("'" + Types.name(function) + "' object is not callable");
      }
      return frame.budget().charge(callable.call(values));
    }
  }

  /** {@code input|name(arguments)}. */
  record Filter(Expr input, String name, Arguments arguments) implements Expr {
    @Override
    public Object eval(Frame frame) {
      Object value = frame.budget().charge(frame.value(input));
      return frame.budget().charge(Filters.apply(name, value, arguments.eval(frame)));
    }
  }

  /** {@code input is name(arguments)}. */
  record Test(Expr input, String name, Arguments arguments) implements Expr {
    @Override
    public Object eval(Frame frame) {
      Object value = frame.value(input);
      return Tests.holds(name, value, arguments.eval(frame));
    }
  }
}
