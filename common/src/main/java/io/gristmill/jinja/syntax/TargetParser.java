package io.gristmill.jinja.syntax;

import io.gristmill.jinja.value.TemplateException;
import java.util.ArrayList;
import java.util.List;

/** Parses assignment targets and the parameters of macros. */
final class TargetParser {

  private final TokenStream tokens;
  private final ExpressionParser expressions;

  TargetParser(TokenStream tokens, ExpressionParser expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  /** A name, an attribute of a namespace if allowed, or several targets separated by commas. */
  Target of(String endName, boolean members) {
    List<Target> targets = new ArrayList<>();
    boolean comma = false;
    while (!atEnd(endName)) {
      targets.add(one(members));
      if (!tokens.current().isOperator(",")) {
        break;
      }
      tokens.next();
      comma = true;
    }
    if (targets.isEmpty()) {
      throw tokens.unexpected("a name to assign to");
    }
    return comma ? new Target.Unpacked(targets) : targets.get(0);
  }

  private boolean atEnd(String endName) {
    Token current = tokens.current();
    return current.kind() == Token.Kind.BLOCK_END
        || current.isOperator(")")
        || (!endName.isEmpty() && current.isName(endName));
  }

  private Target one(boolean members) {
    if (tokens.skipOperator("(")) {
      tokens.enter();
      Target inner = of("", false);
      tokens.expectOperator(")");
      tokens.leave();
      return inner;
    }
    String name = name();
    if (members && tokens.skipOperator(".")) {
      return new Target.Member(name, tokens.expect(Token.Kind.NAME).text());
    }
    return new Target.Variable(name);
  }

  /** A name that can be assigned to. */
  String name() {
    Token token = tokens.expect(Token.Kind.NAME);
    if (ExpressionParser.isConstant(token.text())) {
      throw TemplateException.syntax(token.line(), "cannot assign to '" + token.text() + "'");
    }
    return token.text();
  }

  Signature signature() {
    List<String> names = new ArrayList<>();
    List<Expr> defaults = new ArrayList<>();
    tokens.expectOperator("(");
    while (!tokens.current().isOperator(")")) {
      if (!names.isEmpty()) {
        tokens.expectOperator(",");
      }
      int line = tokens.current().line();
      String name = name();
      if (names.contains(name)) {
        throw TemplateException.syntax(line, "the parameter '" + name + "' is defined twice");
      }
      names.add(name);
      parameterDefault(defaults, line);
    }
    tokens.next();
    return new Signature(names, defaults);
  }

  private void parameterDefault(List<Expr> defaults, int line) {
    if (tokens.skipOperator("=")) {
      defaults.add(expressions.expression());
    } else if (!defaults.isEmpty()) {
      throw TemplateException.syntax(
          line, "a parameter without a default follows one with a default");
    }
  }
}
