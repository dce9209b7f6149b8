package io.gristmill.jinja.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement. */
public sealed interface Stmt {

  /** One method per kind of statement. */
  interface Visitor<C> {
    void output(Output output, C context);

    void choice(Choice choice, C context);

    void loop(Loop loop, C context);

    void set(Set set, C context);

    void setBlock(SetBlock set, C context);

    void macro(Macro macro, C context);

    void callBlock(CallBlock call, C context);

    void generation(Generation generation, C context);

    void filterBlock(FilterBlock filter, C context);

    void with(With with, C context);

    void jump(Jump jump, C context);
  }

  int line();

  <C> void accept(Visitor<C> visitor, C context);

  /** Text and values to print. */
  record Output(List<Expr> values, int line) implements Stmt {
    @Override
    public <C> void accept(Visitor<C> visitor, C context) {
      visitor.output(this, context);
    }
  }

  /** {@code if}, {@code elif}, {@code else}: one body per test, and one for {@code else}. */
  record Choice(List<Expr> tests, List<List<Stmt>> bodies, List<Stmt> otherwise, int line)
      implements Stmt {
    @Override
    public <C> void accept(Visitor<C> visitor, C context) {
      visitor.choice(this, context);
    }
  }

  /** {@code for}. */
  record Loop(
      Target target,
      Expr values,
      @Nullable Expr test,
      boolean recursive,
      List<Stmt> body,
      List<Stmt> otherwise,
      int line)
      implements Stmt {
    @Override
    public <C> void accept(Visitor<C> visitor, C context) {
      visitor.loop(this, context);
    }
  }

  /** {@code set target = value}. */
  record Set(Target target, Expr value, int line) implements Stmt {
    @Override
    public <C> void accept(Visitor<C> visitor, C context) {
      visitor.set(this, context);
    }
  }

  /** {@code set target} to the output of the body, optionally filtered. */
  record SetBlock(Target target, Expr.@Nullable Filter filter, List<Stmt> body, int line)
      implements Stmt {
    @Override
    public <C> void accept(Visitor<C> visitor, C context) {
      visitor.setBlock(this, context);
    }
  }

  /** {@code macro}. */
  record Macro(String name, Signature signature, List<Stmt> body, int line) implements Stmt {
    @Override
    public <C> void accept(Visitor<C> visitor, C context) {
      visitor.macro(this, context);
    }
  }

  /** {@code call}. */
  record CallBlock(Signature signature, Expr.Call call, List<Stmt> body, int line) implements Stmt {
    @Override
    public <C> void accept(Visitor<C> visitor, C context) {
      visitor.callBlock(this, context);
    }
  }

  /** {@code generation}: the text of the assistant. */
  record Generation(List<Stmt> body, int line) implements Stmt {
    @Override
    public <C> void accept(Visitor<C> visitor, C context) {
      visitor.generation(this, context);
    }
  }

  /** {@code filter}. */
  record FilterBlock(Expr.Filter filter, List<Stmt> body, int line) implements Stmt {
    @Override
    public <C> void accept(Visitor<C> visitor, C context) {
      visitor.filterBlock(this, context);
    }
  }

  /** {@code with}: one value per target. */
  record With(List<Target> targets, List<Expr> values, List<Stmt> body, int line) implements Stmt {
    @Override
    public <C> void accept(Visitor<C> visitor, C context) {
      visitor.with(this, context);
    }
  }

  /** {@code break}, or {@code continue}. */
  record Jump(boolean out, int line) implements Stmt {
    @Override
    public <C> void accept(Visitor<C> visitor, C context) {
      visitor.jump(this, context);
    }
  }
}
