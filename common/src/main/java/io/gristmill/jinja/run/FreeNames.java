package io.gristmill.jinja.run;

import io.gristmill.jinja.syntax.Expr;
import io.gristmill.jinja.syntax.Signature;
import io.gristmill.jinja.syntax.Stmt;
import io.gristmill.jinja.syntax.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the special names that a body (including its inner scopes) reads before assigning them. */
final class FreeNames implements Stmt.Visitor<Boolean> {

  private final Set<String> remaining;
  private final Set<String> found = new HashSet<>();

  private FreeNames(Set<String> specialNames) {
    this.remaining = new HashSet<>(specialNames);
  }

  static Set<String> in(List<Stmt> body, Set<String> specialNames) {
    FreeNames names = new FreeNames(specialNames);
    names.visitAll(body);
    return names.found;
  }

  private void visitAll(List<Stmt> body) {
    body.forEach(statement -> statement.accept(this, true));
  }

  private void read(Expr value) {
    value.names(
        name -> {
          if (remaining.contains(name)) {
            found.add(name);
          }
        });
  }

  private void assign(Target target) {
    if (target instanceof Target.Variable variable) {
      remaining.remove(variable.name());
    } else if (target instanceof Target.Unpacked unpacked) {
      unpacked.targets().forEach(this::assign);
    }
  }

  private void signature(Signature signature) {
    remaining.removeAll(signature.names());
    signature.defaults().forEach(this::read);
  }

  @Override
  public void output(Stmt.Output output, Boolean context) {
    output.values().forEach(this::read);
  }

  @Override
  public void choice(Stmt.Choice choice, Boolean context) {
    for (int i = 0; i < choice.tests().size(); i++) {
      read(choice.tests().get(i));
      visitAll(choice.bodies().get(i));
    }
    visitAll(choice.otherwise());
  }

  @Override
  public void loop(Stmt.Loop loop, Boolean context) {
    assign(loop.target());
    read(loop.values());
    visitAll(loop.body());
    visitAll(loop.otherwise());
    if (loop.test() != null) {
      read(loop.test());
    }
  }

  @Override
  public void set(Stmt.Set set, Boolean context) {
    assign(set.target());
    read(set.value());
  }

  @Override
  public void setBlock(Stmt.SetBlock set, Boolean context) {
    assign(set.target());
    if (set.filter() != null) {
      read(set.filter());
    }
    visitAll(set.body());
  }

  @Override
  public void macro(Stmt.Macro macro, Boolean context) {
    signature(macro.signature());
    visitAll(macro.body());
  }

  @Override
  public void callBlock(Stmt.CallBlock call, Boolean context) {
    read(call.call());
    signature(call.signature());
    visitAll(call.body());
  }

  @Override
  public void generation(Stmt.Generation generation, Boolean context) {
    visitAll(generation.body());
  }

  @Override
  public void filterBlock(Stmt.FilterBlock filter, Boolean context) {
    visitAll(filter.body());
    read(filter.filter());
  }

  @Override
  public void with(Stmt.With with, Boolean context) {
    with.targets().forEach(this::assign);
    with.values().forEach(this::read);
    visitAll(with.body());
  }

  @Override
  public void jump(Stmt.Jump jump, Boolean context) {}
}
