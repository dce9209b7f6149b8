package io.gristmill.jinja.run;

import io.gristmill.jinja.library.Filters;
import io.gristmill.jinja.library.Lookup;
import io.gristmill.jinja.library.Tests;
import io.gristmill.jinja.python.Comparison;
import io.gristmill.jinja.python.Iteration;
import io.gristmill.jinja.python.Operators;
import io.gristmill.jinja.python.Slices;
import io.gristmill.jinja.python.StrAndRepr;
import io.gristmill.jinja.python.Types;
import io.gristmill.jinja.syntax.Arguments;
import io.gristmill.jinja.syntax.Expr;
import io.gristmill.jinja.value.CallArguments;
import io.gristmill.jinja.value.Callable;
import io.gristmill.jinja.value.PyDict;
import io.gristmill.jinja.value.PyList;
import io.gristmill.jinja.value.PyTuple;
import io.gristmill.jinja.value.RenderBudget;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.jinja.value.Text;
import io.gristmill.jinja.value.Undefined;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates expressions. */
final class Evaluator implements Expr.Visitor<Frame, Object> {

  private final RenderBudget budget;

  Evaluator(RenderBudget budget) {
    this.budget = budget;
  }

  Object value(Expr expression, Frame frame) {
    budget.enter();
    budget.spend(1);
    Object value = expression.accept(this, frame);
    budget.leave();
    return value;
  }

  boolean holds(Expr test, Frame frame) {
    return Types.truthy(value(test, frame));
  }

  @Override
  public Object literal(Expr.Literal literal, Frame frame) {
    return literal.value();
  }

  @Override
  public Object name(Expr.Name name, Frame frame) {
    Object value = frame.value(name.name());
    return value == null ? Undefined.name(name.name()) : value;
  }

  @Override
  public Object sequence(Expr.Sequence sequence, Frame frame) {
    List<Object> items = values(sequence.items(), frame);
    return sequence.tuple() ? PyTuple.of(items) : new PyList(items);
  }

  private List<Object> values(List<Expr> expressions, Frame frame) {
    List<Object> values = new ArrayList<>();
    for (Expr expression : expressions) {
      values.add(value(expression, frame));
    }
    return values;
  }

  @Override
  public Object dict(Expr.Dict dict, Frame frame) {
    PyDict result = new PyDict();
    for (int i = 0; i < dict.keys().size(); i++) {
      Object key = value(dict.keys().get(i), frame);
      result.put(key, value(dict.values().get(i), frame));
    }
    return result;
  }

  @Override
  public Object unary(Expr.Unary unary, Frame frame) {
    Object operand = value(unary.operand(), frame);
    return unary.operator().equals("not")
        ? (Object) !Types.truthy(operand)
        : Operators.applySign(unary.operator(), operand);
  }

  @Override
  public Object binary(Expr.Binary binary, Frame frame) {
    Object left = value(binary.left(), frame);
    return charge(Operators.binary(binary.operator(), left, value(binary.right(), frame)));
  }

  @Override
  public Object logic(Expr.Logic logic, Frame frame) {
    Object left = value(logic.left(), frame);
    return Types.truthy(left) == logic.and() ? value(logic.right(), frame) : left;
  }

  @Override
  public Object concat(Expr.Concat concat, Frame frame) {
    Text text = new Text();
    for (Object part : values(concat.parts(), frame)) {
      text.append(StrAndRepr.str(part));
    }
    return charge(text.toString());
  }

  @Override
  public Object compare(Expr.Compare compare, Frame frame) {
    Object left = value(compare.first(), frame);
    for (int i = 0; i < compare.operators().size(); i++) {
      Object right = value(compare.operands().get(i), frame);
      charge(right);
      if (!holds(compare.operators().get(i), left, right)) {
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

  @Override
  public Object conditional(Expr.Conditional conditional, Frame frame) {
    if (holds(conditional.test(), frame)) {
      return value(conditional.chosen(), frame);
    }
    return conditional.otherwise() == null
        ? new Undefined("an inline if was false and has no else")
        : value(conditional.otherwise(), frame);
  }

  @Override
  public Object attribute(Expr.Attribute attribute, Frame frame) {
    return Lookup.attribute(value(attribute.object(), frame), attribute.name());
  }

  @Override
  public Object item(Expr.Item item, Frame frame) {
    Object object = value(item.object(), frame);
    return Lookup.item(object, value(item.key(), frame));
  }

  @Override
  public Object slice(Expr.Slice slice, Frame frame) {
    Object object = value(slice.object(), frame);
    Object start = value(slice.start(), frame);
    Object stop = value(slice.stop(), frame);
    return charge(Slices.slice(object, start, stop, value(slice.step(), frame)));
  }

  @Override
  public Object call(Expr.Call call, Frame frame) {
    return callWith(call, frame, Map.of());
  }

  /** A call with additional keyword arguments. */
  Object callWith(Expr.Call call, Frame frame, Map<String, Object> more) {
    Object callee = value(call.callee(), frame);
    CallArguments arguments = arguments(call.arguments(), frame);
    if (callee instanceof Undefined undefined) {
      throw undefined.error();
    }
    if (!(callee instanceof Callable callable)) {
      throw TemplateException.failed("'" + Types.name(callee) + "' object is not callable");
    }
    Map<String, Object> named = new LinkedHashMap<>(arguments.named());
    named.putAll(more);
    return charge(callable.call(new CallArguments(arguments.positional(), named)));
  }

  private CallArguments arguments(Arguments arguments, Frame frame) {
    if (arguments == Arguments.NONE) {
      return CallArguments.NONE;
    }
    List<Object> positional = values(arguments.positional(), frame);
    if (arguments.rest() != null) {
      positional.addAll(Iteration.list(value(arguments.rest(), frame)));
    }
    Map<String, Object> named = new LinkedHashMap<>();
    arguments.named().forEach((name, value) -> named.put(name, value(value, frame)));
    if (arguments.namedRest() != null) {
      spread(value(arguments.namedRest(), frame), named);
    }
    return new CallArguments(positional, named);
  }

  private static void spread(Object value, Map<String, Object> named) {
    if (!(value instanceof PyDict dict)) {
      throw TemplateException.failed("the argument after ** must be a mapping");
    }
    for (PyDict.Entry entry : dict.entries()) {
      String name = Types.textOf(entry.key(), "a keyword");
      if (named.put(name, entry.value()) != null) {
        throw TemplateException.failed("the argument '" + name + "' is given twice");
      }
    }
  }

  @Override
  public Object filter(Expr.Filter filter, Frame frame) {
    if (filter.input() == null) {
      throw new IllegalStateException("a filter of a block is given its input");
    }
    return applyFilter(filter, value(filter.input(), frame), frame);
  }

  /** Applies a filter of a block, and those before it, to the text of the block. */
  Object filterBlock(Expr.Filter filter, String text, Frame frame) {
    Object input =
        filter.input() instanceof Expr.Filter before ? filterBlock(before, text, frame) : text;
    return applyFilter(filter, input, frame);
  }

  private Object applyFilter(Expr.Filter filter, Object input, Frame frame) {
    charge(input);
    return charge(Filters.apply(filter.name(), input, arguments(filter.arguments(), frame)));
  }

  @Override
  public Object test(Expr.Test test, Frame frame) {
    Object input = value(test.input(), frame);
    return Tests.holds(test.name(), input, arguments(test.arguments(), frame));
  }

  /** Counts the size of a value as work. */
  private Object charge(Object value) {
    if (value instanceof String text) {
      budget.spend(text.length() / 8);
    } else if (Types.isSized(value) && !Types.isText(value)) {
      budget.spend(Iteration.length(value) / 2);
    }
    return value;
  }
}
