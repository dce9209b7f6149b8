package io.gristmill.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Parses templates. */
final class Parser {

  private final Tokens tokens;
  private final Scope root = new Scope(null);
  private final List<Scope> scopes = new ArrayList<>(List.of(root));
  private final ExpressionParser expressions;

  /** Number of enclosing loops that {@code break} can leave. */
  private int loops;

  private boolean marksGeneration;

  private Parser(Tokens tokens) {
    this.tokens = tokens;
    this.expressions = new ExpressionParser(tokens, root);
  }

  /**
   * A parsed template.
   *
   * @param marksGeneration whether it contains a {@code generation} block
   */
  record Parsed(List<Stmt> body, Scope scope, boolean marksGeneration) {}

  /**
   * Parses a template.
   *
   * @throws TemplateException if it is not valid Jinja, or contains an unsupported construct
   */
  static Parsed parse(String template) {
    try {
      Parser parser = new Parser(new Tokens(Lexer.tokens(template)));
      List<Stmt> body = parser.body(Set.of());
      parser.scopes.forEach(Scope::resolve);
      return new Parsed(body, parser.root, parser.marksGeneration);
    } catch (StackOverflowError e) {
      throw TemplateException.limit("the template is nested too deeply");
    }
  }

  /** Parses statements up to a tag in {@code ends}, whose name is then the current token. */
  private List<Stmt> body(Set<String> ends) {
    List<Stmt> body = new ArrayList<>();
    while (tokens.current().kind() != Token.Kind.END) {
      if (tokens.current().kind() != Token.Kind.BLOCK_BEGIN) {
        int line = tokens.current().line();
        body.add(new Stmt.Output(output(), line));
        continue;
      }
      tokens.next();
      if (tokens.current().kind() == Token.Kind.NAME && ends.contains(tokens.current().text())) {
        return body;
      }
      body.add(statement());
      tokens.expect(Token.Kind.BLOCK_END);
    }
    if (!ends.isEmpty()) {
      throw tokens.unexpected("a tag of " + new TreeSet<>(ends));
    }
    return body;
  }

  private Expr output() {
    if (tokens.current().kind() == Token.Kind.DATA) {
      return new Expr.Literal(tokens.next().text());
    }
    tokens.expect(Token.Kind.VARIABLE_BEGIN);
    Expr value = expressions.tuple(true);
    tokens.expect(Token.Kind.VARIABLE_END);
    return value;
  }

  private Stmt statement() {
    Token tag = tokens.expect(Token.Kind.NAME);
    tokens.enter();
    Stmt statement = statement(tag.text(), tag.line());
    tokens.leave();
    return statement;
  }

  private Stmt statement(String tag, int line) {
    Unsupported.TAG.reject(tag, line);
    return switch (tag) {
      case "if" -> choice(line);
      case "for" -> loop(line);
      case "set" -> set(line);
      case "macro" -> macro(line);
      case "generation" -> generation(line);
      case "break" -> jump(Stmt.End.BREAK, line);
      case "continue" -> jump(Stmt.End.CONTINUE, line);
      default -> throw TemplateException.syntax(line, "unknown or misplaced tag '" + tag + "'");
    };
  }

  /** Parses the body after this tag up to a tag in {@code ends}, which is not consumed. */
  private List<Stmt> block(String... ends) {
    tokens.skipOperator(":");
    tokens.expect(Token.Kind.BLOCK_END);
    return body(Set.of(ends));
  }

  /** Parses the body after this tag and its end tag. */
  private List<Stmt> bodyAndEndTag(String end) {
    List<Stmt> body = block(end);
    tokens.next();
    return body;
  }

  private Scope enterScope() {
    Scope scope = new Scope(expressions.scope());
    scopes.add(scope);
    expressions.enter(scope);
    return scope;
  }

  /** Parses the body of a macro or generation block, which cannot leave the enclosing loops. */
  private List<Stmt> isolatedBody(String end) {
    int enclosingLoops = loops;
    loops = 0;
    List<Stmt> body = bodyAndEndTag(end);
    loops = enclosingLoops;
    return body;
  }

  private Stmt choice(int line) {
    List<Expr> tests = new ArrayList<>();
    List<List<Stmt>> bodies = new ArrayList<>();
    Scope scope = expressions.scope();
    while (true) {
      tests.add(expressions.tuple(false));
      scope.enterBranch();
      bodies.add(block("elif", "else", "endif"));
      String end = tokens.next().text();
      if (!end.equals("elif")) {
        List<Stmt> otherwise = end.equals("else") ? bodyAndEndTag("endif") : List.of();
        scope.leaveBranch();
        return new Stmt.Choice(tests, bodies, otherwise, line);
      }
      scope.leaveBranch();
    }
  }

  private Stmt loop(int line) {
    Target target = target(false);
    forbidLoop(target, line);
    tokens.expectName("in");
    Expr values = expressions.tuple(false);
    Scope enclosing = expressions.scope();
    Scope testScope = enterScope();
    target.names(testScope::read, testScope::read);
    @Nullable Expr test = tokens.skipName("if") ? expressions.expression() : null;
    if (tokens.current().isName("recursive")) {
      throw Unsupported.exception("a recursive loop", line);
    }
    expressions.enter(enclosing);
    Scope scope = enterScope();
    target.names(scope::read, scope::read);
    scope.read("loop");
    loops++;
    List<Stmt> body = block("endfor", "else");
    loops--;
    expressions.enter(enclosing);
    Scope otherwiseScope = enterScope();
    List<Stmt> otherwise = tokens.next().isName("else") ? bodyAndEndTag("endfor") : List.of();
    expressions.enter(enclosing);
    return new Stmt.For(
        target, values, test, testScope, scope, body, otherwiseScope, otherwise, line);
  }

  private static void forbidLoop(Target target, int line) {
    Target loop = new Target.Variable("loop");
    if (target.equals(loop)
        || (target instanceof Target.Unpacked unpacked && unpacked.targets().contains(loop))) {
      throw TemplateException.syntax(line, "a loop cannot assign to 'loop'");
    }
  }

  private Stmt set(int line) {
    Target target = target(true);
    Scope scope = expressions.scope();
    if (loops > 0) {
      forbidLoop(target, line);
    }
    if (tokens.skipOperator("=")) {
      Expr value = expressions.tuple(true);
      target.names(scope::assign, scope::read);
      return new Stmt.Set(target, value, line);
    }
    if (tokens.isOperator("|")) {
      throw Unsupported.exception("a filter of a {% set %} block", line);
    }
    target.names(scope::assign, scope::read);
    Scope inner = enterScope();
    List<Stmt> body = bodyAndEndTag("endset");
    expressions.enter(scope);
    return new Stmt.SetBlock(target, inner, body, line);
  }

  /** A name, an attribute of a namespace if allowed, or several targets separated by commas. */
  private Target target(boolean members) {
    Target first = oneTarget(members);
    if (!tokens.isOperator(",")) {
      return first;
    }
    List<Target> targets = new ArrayList<>(List.of(first));
    while (tokens.skipOperator(",") && tokens.current().kind() == Token.Kind.NAME) {
      targets.add(oneTarget(members));
    }
    return new Target.Unpacked(targets);
  }

  private Target oneTarget(boolean members) {
    if (tokens.skipOperator("(")) {
      tokens.enter();
      Target inner = target(false);
      tokens.expectOperator(")");
      tokens.leave();
      return inner;
    }
    String name = assignable();
    return members && tokens.skipOperator(".")
        ? new Target.Member(name, tokens.expect(Token.Kind.NAME).text())
        : new Target.Variable(name);
  }

  private String assignable() {
    Token token = tokens.expect(Token.Kind.NAME);
    if (ExpressionParser.isConstant(token.text())) {
      throw TemplateException.syntax(token.line(), "cannot assign to '" + token.text() + "'");
    }
    return token.text();
  }

  private Stmt macro(int line) {
    Scope enclosing = expressions.scope();
    String name = assignable();
    enclosing.assign(name);
    Scope scope = enterScope();
    List<String> parameters = new ArrayList<>();
    List<Expr> defaults = new ArrayList<>();
    tokens.expectOperator("(");
    while (!tokens.skipOperator(")")) {
      parameter(parameters, defaults);
      if (!tokens.isOperator(")")) {
        tokens.expectOperator(",");
      }
    }
    parameters.forEach(scope::read);
    List<Stmt> body = isolatedBody("endmacro");
    expressions.enter(enclosing);
    return new Stmt.Macro(name, parameters, defaults, scope, body, line);
  }

  private void parameter(List<String> parameters, List<Expr> defaults) {
    int line = tokens.current().line();
    String name = assignable();
    if (parameters.contains(name)) {
      throw TemplateException.syntax(line, "the parameter '" + name + "' is defined twice");
    }
    parameters.add(name);
    if (tokens.skipOperator("=")) {
      defaults.add(expressions.expression());
    } else if (!defaults.isEmpty()) {
      throw TemplateException.syntax(
          line, "a parameter without a default follows one with a default");
    }
  }

  private Stmt generation(int line) {
    marksGeneration = true;
    Scope enclosing = expressions.scope();
    Scope scope = enterScope();
    List<Stmt> body = isolatedBody("endgeneration");
    expressions.enter(enclosing);
    return new Stmt.Generation(scope, body, line);
  }

  private Stmt jump(Stmt.End end, int line) {
    if (loops == 0) {
      throw TemplateException.syntax(
          line, "'" + end.name().toLowerCase(Locale.ROOT) + "' outside of a loop");
    }
    return new Stmt.Jump(end, line);
  }
}
