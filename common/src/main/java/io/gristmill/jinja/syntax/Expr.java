package io.gristmill.jinja.syntax;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An expression. */
public sealed interface Expr {

  /** One method per kind of expression. */
  interface Visitor<C, R> {
    R literal(Literal literal, C context);

    R name(Name name, C context);

    R sequence(Sequence sequence, C context);

    R dict(Dict dict, C context);

    R unary(Unary unary, C context);

    R binary(Binary binary, C context);

    R logic(Logic logic, C context);

    R concat(Concat concat, C context);

    R compare(Compare compare, C context);

    R conditional(Conditional conditional, C context);

    R attribute(Attribute attribute, C context);

    R item(Item item, C context);

    R slice(Slice slice, C context);

    R call(Call call, C context);

    R filter(Filter filter, C context);

    R test(Test test, C context);
  }

  <C, R> R accept(Visitor<C, R> visitor, C context);

  /** Passes every name that is read to the consumer, in order. */
  void names(Consumer<String> read);

  /** A literal, or template data. */
  record Literal(Object value) implements Expr {
    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.literal(this, context);
    }

    @Override
    public void names(Consumer<String> read) {}
  }

  /** A variable. */
  record Name(String name, int line) implements Expr {
    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.name(this, context);
    }

    @Override
    public void names(Consumer<String> read) {
      read.accept(name);
    }
  }

  /** A list or a tuple. */
  record Sequence(boolean tuple, List<Expr> items) implements Expr {
    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.sequence(this, context);
    }

    @Override
    public void names(Consumer<String> read) {
      items.forEach(item -> item.names(read));
    }
  }

  /** A dictionary with as many values as keys. */
  record Dict(List<Expr> keys, List<Expr> values) implements Expr {
    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.dict(this, context);
    }

    @Override
    public void names(Consumer<String> read) {
      for (int i = 0; i < keys.size(); i++) {
        keys.get(i).names(read);
        values.get(i).names(read);
      }
    }
  }

  /** {@code -x}, {@code +x} or {@code not x}. */
  record Unary(String operator, Expr operand) implements Expr {
    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.unary(this, context);
    }

    @Override
    public void names(Consumer<String> read) {
      operand.names(read);
    }
  }

  /** Arithmetic. */
  record Binary(String operator, Expr left, Expr right) implements Expr {
    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.binary(this, context);
    }

    @Override
    public void names(Consumer<String> read) {
      left.names(read);
      right.names(read);
    }
  }

  /** {@code and} or {@code or}. */
  record Logic(boolean and, Expr left, Expr right) implements Expr {
    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.logic(this, context);
    }

    @Override
    public void names(Consumer<String> read) {
      left.names(read);
      right.names(read);
    }
  }

  /** {@code a ~ b ~ c}. */
  record Concat(List<Expr> parts) implements Expr {
    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.concat(this, context);
    }

    @Override
    public void names(Consumer<String> read) {
      parts.forEach(part -> part.names(read));
    }
  }

  /** {@code a < b == c}: one operator per further operand. */
  record Compare(Expr first, List<String> operators, List<Expr> operands) implements Expr {
    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.compare(this, context);
    }

    @Override
    public void names(Consumer<String> read) {
      first.names(read);
      operands.forEach(operand -> operand.names(read));
    }
  }

  /** {@code a if test else b}. */
  record Conditional(Expr test, Expr chosen, @Nullable Expr otherwise) implements Expr {
    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.conditional(this, context);
    }

    @Override
    public void names(Consumer<String> read) {
      test.names(read);
      chosen.names(read);
      if (otherwise != null) {
        otherwise.names(read);
      }
    }
  }

  /** {@code object.name}. */
  record Attribute(Expr object, String name) implements Expr {
    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.attribute(this, context);
    }

    @Override
    public void names(Consumer<String> read) {
      object.names(read);
    }
  }

  /** {@code object[key]}. */
  record Item(Expr object, Expr key) implements Expr {
    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.item(this, context);
    }

    @Override
    public void names(Consumer<String> read) {
      object.names(read);
      key.names(read);
    }
  }

  /** {@code object[start:stop:step]}, an omitted bound is {@code None}. */
  record Slice(Expr object, Expr start, Expr stop, Expr step) implements Expr {
    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.slice(this, context);
    }

    @Override
    public void names(Consumer<String> read) {
      object.names(read);
      start.names(read);
      stop.names(read);
      step.names(read);
    }
  }

  /** {@code callee(arguments)}. */
  record Call(Expr callee, Arguments arguments) implements Expr {
    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.call(this, context);
    }

    @Override
    public void names(Consumer<String> read) {
      callee.names(read);
      arguments.names(read);
    }
  }

  /**
   * {@code input|name(arguments)}; the input is absent in a filter block, whose text is the input.
   */
  record Filter(@Nullable Expr input, String name, Arguments arguments) implements Expr {
    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.filter(this, context);
    }

    @Override
    public void names(Consumer<String> read) {
      if (input != null) {
        input.names(read);
      }
      arguments.names(read);
    }
  }

  /** {@code input is name(arguments)}. */
  record Test(Expr input, String name, Arguments arguments) implements Expr {
    @Override
    public <C, R> R accept(Visitor<C, R> visitor, C context) {
      return visitor.test(this, context);
    }

    @Override
    public void names(Consumer<String> read) {
      input.names(read);
      arguments.names(read);
    }
  }
}
