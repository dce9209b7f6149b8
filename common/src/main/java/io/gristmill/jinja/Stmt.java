package io.gristmill.jinja;

import io.gristmill.jinja.PyValue.Undefined;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A statement. */
sealed interface Stmt {

  /** How a body ended. */
  enum End {
    REACHED,
    CONTINUE,
    BREAK
  }

  int line();

  End run(Frame frame);

  /** Executes a body up to its end, or a {@code break} or {@code continue}. */
  static End runAll(List<Stmt> body, Frame frame) {
    frame.budget().enter();
    End end = End.REACHED;
    for (Stmt statement : body) {
      frame.budget().spend(1);
      try {
        end = statement.run(frame);
      } catch (TemplateException e) {
        throw e.at(statement.line());
      }
      if (end != End.REACHED) {
        break;
      }
    }
    frame.budget().leave();
    return end;
  }

  /** Text, or a value to print. */
  record Output(Expr value, int line) implements Stmt {
    @Override
    public End run(Frame frame) {
      frame.print(Printing.str(frame.value(value)));
      return End.REACHED;
    }
  }

  /** {@code if}, {@code elif}, {@code else}: one body per test, and one for {@code else}. */
  record Choice(List<Expr> tests, List<List<Stmt>> bodies, List<Stmt> otherwise, int line)
      implements Stmt {
    @Override
    public End run(Frame frame) {
      for (int i = 0; i < tests.size(); i++) {
        if (frame.holds(tests.get(i))) {
          return runAll(bodies.get(i), frame);
        }
      }
      return runAll(otherwise, frame);
    }
  }

  /**
   * {@code for target in values if test}.
   *
   * @param testScope scope of the test, which only sees the target
   */
  record For(
      Target target,
      Expr values,
      @Nullable Expr test,
      Scope testScope,
      Scope scope,
      List<Stmt> body,
      Scope otherwiseScope,
      List<Stmt> otherwise,
      int line)
      implements Stmt {

    @Override
    public End run(Frame frame) {
      Loop loop = loop(frame.value(values), frame);
      boolean complete = false;
      End end = End.REACHED;
      while (end != End.BREAK && loop.hasNext()) {
        Frame inner = frame.inner(scope);
        target.assign(loop.next(), inner);
        inner.set("loop", loop);
        end = runAll(body, inner);
        complete |= end == End.REACHED;
      }
      // Jinja executes the else block if no iteration reached the end of the body
      return complete ? End.REACHED : runAll(otherwise, frame.inner(otherwiseScope));
    }

    /** Iterates over the values that satisfy the test, evaluated lazily. */
    private Loop loop(Object iterated, Frame frame) {
      Iterator<Object> items = Types.iterate(iterated);
      if (test == null) {
        return new Loop(items, Types.isSized(iterated) ? Types.length(iterated) : -1);
      }
      return new Loop(
          Filters.select(
              items,
              item -> {
                Frame inner = frame.inner(testScope);
                target.assign(item, inner);
                return inner.holds(test);
              }),
          -1);
    }
  }

  /** {@code set target = value}. */
  record Set(Target target, Expr value, int line) implements Stmt {
    @Override
    public End run(Frame frame) {
      target.check(frame);
      target.assign(frame.value(value), frame);
      return End.REACHED;
    }
  }

  /** {@code set target} to the output of the body. */
  record SetBlock(Target target, Scope scope, List<Stmt> body, int line) implements Stmt {
    @Override
    public End run(Frame frame) {
      Frame inner = frame.capturing(scope);
      End end = runAll(body, inner);
      if (end == End.REACHED) {
        target.check(frame);
        target.assign(inner.text(), frame);
      }
      return end;
    }
  }

  /**
   * {@code macro}.
   *
   * @param parameters names of the parameters
   * @param defaults default values of the last parameters
   */
  record Macro(
      String name,
      List<String> parameters,
      List<Expr> defaults,
      Scope scope,
      List<Stmt> body,
      int line)
      implements Stmt {

    @Override
    public End run(Frame frame) {
      frame.set(name, (Callable) arguments -> call(arguments, frame));
      return End.REACHED;
    }

    private String call(CallArguments arguments, Frame enclosing) {
      Frame frame = enclosing.capturing(scope);
      bind(arguments, frame);
      runAll(body, frame);
      return frame.text();
    }

    /** Binds the arguments of a call to the parameters, as Jinja does. */
    private void bind(CallArguments arguments, Frame frame) {
      List<Object> positional = arguments.positional();
      Map<String, Object> named = new LinkedHashMap<>(arguments.named());
      List<String> missing = new ArrayList<>();
      for (int i = 0; i < parameters.size(); i++) {
        String parameter = parameters.get(i);
        Object value = i < positional.size() ? positional.get(i) : named.remove(parameter);
        if (value == null) {
          missing.add(parameter);
          value = new Undefined("the parameter '" + parameter + "' was not provided");
        }
        frame.set(parameter, value);
      }
      if (!named.isEmpty() || positional.size() > parameters.size()) {
        throw TemplateException.failed(
            "the macro '" + name + "' takes only the arguments " + parameters);
      }
      int first = parameters.size() - defaults.size();
      for (int i = first; i < parameters.size(); i++) {
        if (missing.contains(parameters.get(i))) {
          frame.set(parameters.get(i), frame.value(defaults.get(i - first)));
        }
      }
    }
  }

  /** {@code generation}: the text of the assistant. */
  record Generation(Scope scope, List<Stmt> body, int line) implements Stmt {
    @Override
    public End run(Frame frame) {
      Frame inner = frame.capturing(scope);
      runAll(body, inner);
      frame.printGenerated(inner.text());
      return End.REACHED;
    }
  }

  /** {@code break} or {@code continue}. */
  record Jump(End end, int line) implements Stmt {
    @Override
    public End run(Frame frame) {
      return end;
    }
  }
}
