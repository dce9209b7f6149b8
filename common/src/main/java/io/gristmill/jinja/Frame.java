package io.gristmill.jinja;

import io.gristmill.jinja.PyValue.Undefined;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of one scope of a rendering, and its output. An assignment changes only the
 * innermost scope, so an assignment inside a loop is lost after each iteration.
 */
final class Frame {

  /**
   * What all frames of a rendering share.
   *
   * @param variables the variables and functions of the rendering
   * @param generated spans of the {@code generation} blocks so far
   * @param text the text of the template so far
   */
  private record Shared(
      RenderBudget budget,
      Map<String, Object> variables,
      List<Span> generated,
      StringBuilder text) {}

  private final Shared shared;
  private final @Nullable Frame parent;
  private final StringBuilder out;
  private final Map<String, Object> values = new HashMap<>();

  private Frame(Shared shared, @Nullable Frame parent, StringBuilder out, Scope scope) {
    this.shared = shared;
    this.parent = parent;
    this.out = out;
    scope.undefined().forEach(name -> values.put(name, undefined(name)));
  }

  /** The outermost frame of a rendering. */
  static Frame of(
      Scope scope, Map<String, Object> variables, List<Span> generated, RenderBudget budget) {
    StringBuilder text = new StringBuilder();
    return new Frame(new Shared(budget, variables, generated, text), null, text, scope);
  }

  /** A frame for an inner scope with the same output. */
  Frame inner(Scope scope) {
    return new Frame(shared, this, out, scope);
  }

  /** A frame for an inner scope whose output is captured. */
  Frame capturing(Scope scope) {
    return new Frame(shared, this, new StringBuilder(), scope);
  }

  /** The value of a variable; undefined if it has none. */
  Object get(String name) {
    for (Frame frame = this; frame != null; frame = frame.parent) {
      Object value = frame.values.get(name);
      if (value != null) {
        return value;
      }
    }
    Object value = shared.variables.get(name);
    return value == null ? undefined(name) : value;
  }

  private static Undefined undefined(String name) {
    return new Undefined("'" + name + "' is undefined");
  }

  void set(String name, Object value) {
    values.put(name, value);
  }

  /** Evaluates an expression. */
  Object value(Expr expression) {
    shared.budget.enter();
    shared.budget.spend(1);
    Object value = expression.eval(this);
    shared.budget.leave();
    return value;
  }

  boolean holds(Expr test) {
    return Types.truthy(value(test));
  }

  RenderBudget budget() {
    return shared.budget;
  }

  void print(String piece) {
    shared.budget.chargeOutput(out.length(), piece);
    out.append(piece);
  }

  /** Prints a text of the assistant; its span starts at the current end of the template's text. */
  void printGenerated(String piece) {
    int start = shared.text.codePointCount(0, shared.text.length());
    shared.generated.add(new Span(start, start + piece.codePointCount(0, piece.length())));
    print(piece);
  }

  /** The output so far. */
  String text() {
    return out.toString();
  }
}
