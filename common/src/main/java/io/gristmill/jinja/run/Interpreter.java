package io.gristmill.jinja.run;

import io.gristmill.jinja.library.FilteredIterator;
import io.gristmill.jinja.python.Iteration;
import io.gristmill.jinja.python.StrAndRepr;
import io.gristmill.jinja.syntax.Expr;
import io.gristmill.jinja.syntax.Signature;
import io.gristmill.jinja.syntax.Stmt;
import io.gristmill.jinja.value.CallArguments;
import io.gristmill.jinja.value.LazyIterable;
import io.gristmill.jinja.value.Limits;
import io.gristmill.jinja.value.RenderBudget;
import io.gristmill.jinja.value.TemplateException;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Executes one rendering of a template. */
public final class Interpreter implements Stmt.Visitor<Frame> {

  /**
   * The result of a rendering.
   *
   * @param text the rendered text
   * @param generated spans of the {@code generation} blocks, in the order in which they ended
   */
  public record Rendered(String text, List<Span> generated) {}

  /** The code points from {@code start} to {@code end}, exclusive. */
  public record Span(int start, int end) {}

  private final Program program;
  private final Map<String, Object> variables;
  private final RenderBudget budget;
  private final Evaluator evaluator;
  private final OutputBuffer out;
  private final List<Span> generated = new ArrayList<>();

  /** A pending {@code break} or {@code continue}. */
  private Stmt.@Nullable Jump jump;

  private Interpreter(Program program, Map<String, Object> variables, Limits limits) {
    this.program = program;
    this.variables = variables;
    this.budget = new RenderBudget(limits);
    this.evaluator = new Evaluator(budget);
    this.out = new OutputBuffer(budget);
  }

  /**
   * Renders a template.
   *
   * @param variables values of the types of {@code jinja.value}
   * @throws TemplateException with the line, if the template fails
   */
  public static Rendered render(Program program, Map<String, Object> variables, Limits limits) {
    Interpreter interpreter = new Interpreter(program, variables, limits);
    try {
      return interpreter.result();
    } catch (StackOverflowError e) {
      throw TemplateException.limit("the template is nested too deeply");
    }
  }

  private Rendered result() {
    Frame frame = new Frame(program.root(), new Cells(0, null), out);
    enter(frame);
    run(program.body(), frame);
    return new Rendered(out.text(), List.copyOf(generated));
  }

  Object value(Expr expression, Frame frame) {
    return evaluator.value(expression, frame);
  }

  /** Runs a body with a separate output. */
  Frame withSeparateOutput(Symbols symbols, Cells cells) {
    return new Frame(symbols, cells, new OutputBuffer(budget));
  }

  void enter(Frame frame) {
    frame.cells().enter(frame.symbols(), variables);
  }

  /** The output of a body, captured separately. */
  String capture(List<Stmt> body, Frame frame) {
    run(body, frame);
    return frame.out().text();
  }

  private void run(List<Stmt> body, Frame frame) {
    budget.enter();
    for (Stmt statement : body) {
      budget.spend(1);
      try {
        statement.accept(this, frame);
      } catch (TemplateException e) {
        throw e.at(statement.line());
      }
      if (jump != null) {
        break;
      }
    }
    budget.leave();
  }

  @Override
  public void output(Stmt.Output output, Frame frame) {
    for (Expr value : output.values()) {
      frame.out().print(StrAndRepr.str(evaluator.value(value, frame)));
    }
  }

  @Override
  public void choice(Stmt.Choice choice, Frame frame) {
    for (int i = 0; i < choice.tests().size(); i++) {
      if (evaluator.holds(choice.tests().get(i), frame)) {
        run(choice.bodies().get(i), frame);
        return;
      }
    }
    run(choice.otherwise(), frame);
  }

  @Override
  public void loop(Stmt.Loop loop, Frame frame) {
    Object values = evaluator.value(loop.values(), frame);
    if (loop.recursive()) {
      frame.out().print(renderRecursively(loop, frame, values, 0));
    } else {
      iterate(loop, frame, values, null, 0);
    }
  }

  private String renderRecursively(Stmt.Loop loop, Frame enclosing, Object values, int depth) {
    Symbols symbols = program.scope(loop).symbols();
    Frame frame = withSeparateOutput(symbols, new Cells(symbols.level(), enclosing.cells()));
    LoopContext.Recursion recursion =
        (inner, deeper) -> renderRecursively(loop, enclosing, inner, deeper);
    iterate(loop, frame, values, recursion, depth);
    return frame.out().text();
  }

  private void iterate(
      Stmt.Loop loop,
      Frame frame,
      Object values,
      LoopContext.@Nullable Recursion recursion,
      int depth) {
    Program.Scope scope = program.scope(loop);
    Object source = loop.test() == null ? values : filterValues(loop, loop.test(), values, frame);
    LoopContext context = new LoopContext(source, Iteration.of(source), recursion, depth);
    Frame inner = new Frame(scope.symbols(), frame.cells(), frame.out());
    boolean through = false;
    boolean left = false;
    while (!left && context.hasNext()) {
      TargetAssignment.to(loop.target(), context.next(), inner);
      if (!scope.reads().isEmpty()) {
        inner.assign("loop", context);
      }
      enter(inner);
      run(loop.body(), inner);
      through |= jump == null;
      left = jump != null && jump.out();
      jump = null;
    }
    frame.cells().leave(scope.symbols());
    if (!through && scope.otherwise() != null) {
      otherwise(loop, new Frame(scope.otherwise(), frame.cells(), frame.out()));
    }
  }

  /** Executes the else block if no iteration reached the end of the body, as Jinja does. */
  private void otherwise(Stmt.Loop loop, Frame frame) {
    enter(frame);
    run(loop.otherwise(), frame);
    frame.cells().leave(frame.symbols());
  }

  /** The values that satisfy the test of a loop, evaluated lazily. */
  private LazyIterable filterValues(Stmt.Loop loop, Expr test, Object values, Frame enclosing) {
    Symbols symbols = program.scope(loop).test();
    if (symbols == null) {
      throw new IllegalStateException("the test of a loop has no scope");
    }
    Cells cells = new Cells(symbols.level(), enclosing.cells());
    Frame frame = new Frame(symbols, cells, enclosing.out());
    return new LazyIterable(
        new FilteredIterator(
            Iteration.of(values),
            item -> {
              TargetAssignment.to(loop.target(), item, frame);
              enter(frame);
              return evaluator.holds(test, frame);
            }));
  }

  @Override
  public void set(Stmt.Set set, Frame frame) {
    TargetAssignment.check(set.target(), frame);
    TargetAssignment.to(set.target(), evaluator.value(set.value(), frame), frame);
  }

  @Override
  public void setBlock(Stmt.SetBlock set, Frame frame) {
    Frame inner = withSeparateOutput(program.scope(set).symbols(), frame.cells());
    enter(inner);
    String text = capture(set.body(), inner);
    if (jump == null) {
      TargetAssignment.check(set.target(), frame);
      Object value = set.filter() == null ? text : evaluator.filterBlock(set.filter(), text, inner);
      TargetAssignment.to(set.target(), value, frame);
    }
    inner.cells().leave(inner.symbols());
  }

  @Override
  public void filterBlock(Stmt.FilterBlock filter, Frame frame) {
    Frame inner = withSeparateOutput(program.scope(filter).symbols(), frame.cells());
    enter(inner);
    String text = capture(filter.body(), inner);
    if (jump == null) {
      Object value = evaluator.filterBlock(filter.filter(), text, inner);
      frame.out().print(StrAndRepr.str(value));
    }
    inner.cells().leave(inner.symbols());
  }

  @Override
  public void with(Stmt.With with, Frame frame) {
    Frame inner = new Frame(program.scope(with).symbols(), frame.cells(), frame.out());
    enter(inner);
    for (int i = 0; i < with.targets().size(); i++) {
      TargetAssignment.to(
          with.targets().get(i), evaluator.value(with.values().get(i), frame), inner);
    }
    run(with.body(), inner);
    inner.cells().leave(inner.symbols());
  }

  @Override
  public void macro(Stmt.Macro macro, Frame frame) {
    frame.assign(macro.name(), macro(macro.name(), macro.signature(), macro.body(), macro, frame));
  }

  private Macro macro(
      String name, Signature signature, List<Stmt> body, Stmt statement, Frame frame) {
    return new Macro(name, signature, body, program.scope(statement), frame.cells(), this);
  }

  @Override
  public void callBlock(Stmt.CallBlock call, Frame frame) {
    Macro caller = macro("", call.signature(), call.body(), call, frame);
    Object value = evaluator.callWith(call.call(), frame, Map.of("caller", caller));
    frame.out().print(StrAndRepr.str(value));
  }

  /** Renders the text of the assistant; its span starts at the current length of the text. */
  @Override
  public void generation(Stmt.Generation generation, Frame frame) {
    Macro body = macro("", Signature.NONE, generation.body(), generation, frame);
    String text = (String) body.call(CallArguments.NONE);
    generated.add(new Span(out.codePoints(), out.codePoints() + PythonText.length(text)));
    frame.out().print(text);
  }

  @Override
  public void jump(Stmt.Jump statement, Frame frame) {
    jump = statement;
  }
}
