package io.gristmill.jinja.run;

import io.gristmill.jinja.syntax.Signature;
import io.gristmill.jinja.syntax.Stmt;
import io.gristmill.jinja.value.TemplateException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An executable template: its statements and their scopes. Thread-safe. */
public final class Program {

  /** The names that a macro may read without declaring them as parameters. */
  private static final Set<String> SPECIAL = Set.of("caller", "kwargs", "varargs");

  /**
   * The scopes of a statement.
   *
   * @param symbols names of its body
   * @param test names of the test of a loop
   * @param otherwise names of the else block of a loop
   * @param reads special names that its body reads
   */
  record Scope(
      Symbols symbols, @Nullable Symbols test, @Nullable Symbols otherwise, Set<String> reads) {}

  private final List<Stmt> body;
  private final Symbols root;
  private final Map<Stmt, Scope> scopes = new IdentityHashMap<>();

  private Program(List<Stmt> body) {
    this.body = List.copyOf(body);
    this.root = Scopes.of(body, null);
    plan(body, root);
  }

  /**
   * Resolves the scopes of a template.
   *
   * @throws TemplateException if it is nested too deeply
   */
  public static Program of(List<Stmt> body) {
    try {
      return new Program(body);
    } catch (StackOverflowError e) {
      throw TemplateException.limit("the template is nested too deeply");
    }
  }

  /** Whether the template contains a {@code {% generation %}} block. */
  public boolean marksGeneration() {
    return scopes.keySet().stream().anyMatch(Stmt.Generation.class::isInstance);
  }

  List<Stmt> body() {
    return body;
  }

  Symbols root() {
    return root;
  }

  Scope scope(Stmt statement) {
    Scope scope = scopes.get(statement);
    if (scope == null) {
      throw new IllegalStateException("no scope was planned for " + statement.getClass());
    }
    return scope;
  }

  private void plan(List<Stmt> statements, Symbols symbols) {
    Planner planner = new Planner();
    statements.forEach(statement -> statement.accept(planner, symbols));
  }

  private void addScope(Stmt statement, Symbols symbols, List<Stmt> inner) {
    scopes.put(statement, new Scope(symbols, null, null, Set.of()));
    plan(inner, symbols);
  }

  /** Assigns a scope to each statement that opens one. */
  private final class Planner implements Stmt.Visitor<Symbols> {

    @Override
    public void output(Stmt.Output output, Symbols symbols) {}

    @Override
    public void choice(Stmt.Choice choice, Symbols symbols) {
      choice.bodies().forEach(branch -> plan(branch, symbols));
      plan(choice.otherwise(), symbols);
    }

    @Override
    public void loop(Stmt.Loop loop, Symbols symbols) {
      Set<String> reads =
          loop.recursive() ? Set.of("loop") : FreeNames.in(loop.body(), Set.of("loop"));
      Symbols inner = Scopes.ofLoop(loop, !reads.isEmpty(), symbols);
      Symbols test =
          loop.test() == null ? null : Scopes.ofTest(loop.target(), loop.test(), symbols);
      Symbols otherwise = Scopes.of(loop.otherwise(), symbols);
      scopes.put(loop, new Scope(inner, test, otherwise, reads));
      plan(loop.body(), inner);
      plan(loop.otherwise(), otherwise);
    }

    @Override
    public void set(Stmt.Set set, Symbols symbols) {}

    @Override
    public void setBlock(Stmt.SetBlock set, Symbols symbols) {
      addScope(set, Scopes.ofFiltered(set.body(), set.filter(), symbols), set.body());
    }

    @Override
    public void macro(Stmt.Macro macro, Symbols symbols) {
      callable(macro, macro.signature(), macro.body(), symbols);
    }

    @Override
    public void callBlock(Stmt.CallBlock call, Symbols symbols) {
      callable(call, call.signature(), call.body(), symbols);
    }

    @Override
    public void generation(Stmt.Generation generation, Symbols symbols) {
      callable(generation, Signature.NONE, generation.body(), symbols);
    }

    private void callable(Stmt statement, Signature signature, List<Stmt> inner, Symbols symbols) {
      Set<String> reads = FreeNames.in(inner, SPECIAL);
      if (reads.contains("caller")
          && signature.names().contains("caller")
          && signature.names().indexOf("caller")
              < signature.names().size() - signature.defaults().size()) {
        throw TemplateException.syntax(
            statement.line(), "the parameter 'caller' of a macro needs a default");
      }
      List<String> special =
          reads.stream().filter(name -> !signature.names().contains(name)).sorted().toList();
      Symbols own = Scopes.ofMacro(signature, special, inner, symbols);
      scopes.put(statement, new Scope(own, null, null, reads));
      plan(inner, own);
    }

    @Override
    public void filterBlock(Stmt.FilterBlock filter, Symbols symbols) {
      addScope(filter, Scopes.ofFiltered(filter.body(), filter.filter(), symbols), filter.body());
    }

    @Override
    public void with(Stmt.With with, Symbols symbols) {
      addScope(with, Scopes.ofWith(with, symbols), with.body());
    }

    @Override
    public void jump(Stmt.Jump jump, Symbols symbols) {}
  }
}
