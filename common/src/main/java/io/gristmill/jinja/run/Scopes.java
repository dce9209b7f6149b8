package io.gristmill.jinja.run;

import io.gristmill.jinja.syntax.Expr;
import io.gristmill.jinja.syntax.Signature;
import io.gristmill.jinja.syntax.Stmt;
import io.gristmill.jinja.syntax.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the names of one scope, without those of inner scopes. */
final class Scopes implements Stmt.Visitor<Symbols> {

  private static final Scopes COLLECTOR = new Scopes();

  private Scopes() {}

  static Symbols of(List<Stmt> body, @Nullable Symbols parent) {
    Symbols symbols = new Symbols(parent);
    collect(body, symbols);
    return symbols;
  }

  /** The body of a loop, its targets and {@code loop} are set on entry. */
  static Symbols ofLoop(Stmt.Loop loop, boolean readsLoop, Symbols parent) {
    Symbols symbols = new Symbols(parent);
    if (readsLoop) {
      symbols.parameter("loop");
    }
    parameters(loop.target(), symbols);
    collect(loop.body(), symbols);
    return symbols;
  }

  /** The test of a loop, which only sees the targets. */
  static Symbols ofTest(Target target, Expr test, Symbols parent) {
    Symbols symbols = new Symbols(parent);
    parameters(target, symbols);
    test.names(symbols::load);
    return symbols;
  }

  /** A macro or the body of a call block. */
  static Symbols ofMacro(
      Signature signature, List<String> special, List<Stmt> body, Symbols parent) {
    Symbols symbols = new Symbols(parent);
    signature.names().forEach(symbols::parameter);
    special.forEach(symbols::parameter);
    signature.defaults().forEach(value -> value.names(symbols::load));
    collect(body, symbols);
    return symbols;
  }

  static Symbols ofWith(Stmt.With with, Symbols parent) {
    Symbols symbols = new Symbols(parent);
    with.targets().forEach(target -> parameters(target, symbols));
    collect(with.body(), symbols);
    return symbols;
  }

  /** A filter block. */
  static Symbols ofFiltered(List<Stmt> body, @Nullable Expr filter, Symbols parent) {
    Symbols symbols = of(body, parent);
    if (filter != null) {
      filter.names(symbols::load);
    }
    return symbols;
  }

  private static void collect(List<Stmt> body, Symbols symbols) {
    body.forEach(statement -> statement.accept(COLLECTOR, symbols));
  }

  private static void parameters(Target target, Symbols symbols) {
    if (target instanceof Target.Variable variable) {
      symbols.parameter(variable.name());
    } else if (target instanceof Target.Unpacked unpacked) {
      unpacked.targets().forEach(each -> parameters(each, symbols));
    }
  }

  private static void stores(Target target, Symbols symbols) {
    if (target instanceof Target.Variable variable) {
      symbols.store(variable.name());
    } else if (target instanceof Target.Member member) {
      symbols.load(member.namespace());
    } else if (target instanceof Target.Unpacked unpacked) {
      unpacked.targets().forEach(each -> stores(each, symbols));
    }
  }

  @Override
  public void output(Stmt.Output output, Symbols symbols) {
    output.values().forEach(value -> value.names(symbols::load));
  }

  @Override
  public void choice(Stmt.Choice choice, Symbols symbols) {
    choice.tests().get(0).names(symbols::load);
    Symbols first = symbols.branch();
    collect(choice.bodies().get(0), first);
    Symbols others = symbols.branch();
    for (int i = 1; i < choice.tests().size(); i++) {
      choice.tests().get(i).names(others::load);
      Symbols body = others.branch();
      collect(choice.bodies().get(i), body);
      others.join(List.of(body));
    }
    Symbols none = symbols.branch();
    collect(choice.otherwise(), none);
    symbols.join(List.of(first, others, none));
  }

  @Override
  public void loop(Stmt.Loop loop, Symbols symbols) {
    loop.values().names(symbols::load);
  }

  @Override
  public void set(Stmt.Set set, Symbols symbols) {
    set.value().names(symbols::load);
    stores(set.target(), symbols);
  }

  @Override
  public void setBlock(Stmt.SetBlock set, Symbols symbols) {
    stores(set.target(), symbols);
  }

  @Override
  public void macro(Stmt.Macro macro, Symbols symbols) {
    symbols.store(macro.name());
  }

  @Override
  public void callBlock(Stmt.CallBlock call, Symbols symbols) {
    call.call().names(symbols::load);
  }

  @Override
  public void generation(Stmt.Generation generation, Symbols symbols) {}

  @Override
  public void filterBlock(Stmt.FilterBlock filter, Symbols symbols) {
    filter.filter().names(symbols::load);
  }

  @Override
  public void with(Stmt.With with, Symbols symbols) {
    with.values().forEach(value -> value.names(symbols::load));
  }

  @Override
  public void jump(Stmt.Jump jump, Symbols symbols) {}
}
