package io.gristmill.jinja.syntax;

import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Parses expressions by precedence, from the lowest to the highest. */
final class ExpressionParser {

  private static final List<String> COMPARISONS = List.of("==", "!=", "<", "<=", ">", ">=");

  private static final List<String> CONSTANTS =
      List.of("true", "True", "false", "False", "none", "None");

  /** Maximum number of operators in a chain on one level. */
  private static final int MAX_CHAIN = 200;

  private final TokenStream tokens;
  private final PostfixParser postfix;

  ExpressionParser(TokenStream tokens, KnownNames vocabulary) {
    this.tokens = tokens;
    this.postfix = new PostfixParser(tokens, vocabulary, this);
  }

  PostfixParser postfix() {
    return postfix;
  }

  static boolean isConstant(String name) {
    return CONSTANTS.contains(name);
  }

  Expr expression() {
    tokens.enter();
    Expr expression = conditional();
    tokens.leave();
    return expression;
  }

  /** An expression, or several separated by commas: a tuple. */
  Expr tuple(boolean conditionals, boolean parentheses, String endName) {
    Supplier<Expr> reader = conditionals ? this::expression : this::or;
    List<Expr> items = new ArrayList<>();
    boolean comma = false;
    while (!atTupleEnd(endName)) {
      items.add(reader.get());
      if (!tokens.current().isOperator(",")) {
        break;
      }
      tokens.next();
      comma = true;
    }
    if (!comma && items.size() == 1) {
      return items.get(0);
    }
    if (items.isEmpty() && !parentheses) {
      throw tokens.unexpected("an expression");
    }
    return new Expr.Sequence(true, items);
  }

  private boolean atTupleEnd(String endName) {
    Token current = tokens.current();
    return current.kind() == Token.Kind.VARIABLE_END
        || current.kind() == Token.Kind.BLOCK_END
        || current.isOperator(")")
        || (!endName.isEmpty() && current.isName(endName));
  }

  private Expr conditional() {
    Expr value = or();
    for (int links = 0; tokens.skipName("if"); links++) {
      checkChain(links);
      Expr test = or();
      Expr otherwise = tokens.skipName("else") ? expression() : null;
      value = new Expr.Conditional(test, value, otherwise);
    }
    return value;
  }

  private Expr or() {
    Expr left = and();
    for (int links = 0; tokens.skipName("or"); links++) {
      checkChain(links);
      left = new Expr.Logic(false, left, and());
    }
    return left;
  }

  private Expr and() {
    Expr left = not();
    for (int links = 0; tokens.skipName("and"); links++) {
      checkChain(links);
      left = new Expr.Logic(true, left, not());
    }
    return left;
  }

  private Expr not() {
    if (!tokens.skipName("not")) {
      return compare();
    }
    tokens.enter();
    Expr negated = new Expr.Unary("not", not());
    tokens.leave();
    return negated;
  }

  private Expr compare() {
    Expr first = sum();
    List<String> operators = new ArrayList<>();
    List<Expr> operands = new ArrayList<>();
    for (String operator = comparison(); !operator.isEmpty(); operator = comparison()) {
      operators.add(operator);
      operands.add(sum());
    }
    return operators.isEmpty() ? first : new Expr.Compare(first, operators, operands);
  }

  /** The comparison operator at this position, empty if there is none. */
  private String comparison() {
    Token current = tokens.current();
    if (current.kind() == Token.Kind.OPERATOR && COMPARISONS.contains(current.text())) {
      return tokens.next().text();
    }
    if (tokens.skipName("in")) {
      return "in";
    }
    if (current.isName("not") && tokens.following().isName("in")) {
      tokens.next();
      tokens.next();
      return "not in";
    }
    return "";
  }

  private Expr sum() {
    return binary(this::concat, "+", "-");
  }

  private Expr concat() {
    List<Expr> parts = new ArrayList<>();
    parts.add(product());
    while (tokens.skipOperator("~")) {
      parts.add(product());
    }
    return parts.size() == 1 ? parts.get(0) : new Expr.Concat(parts);
  }

  private Expr product() {
    return binary(this::power, "*", "/", "//", "%");
  }

  private Expr power() {
    return binary(() -> unary(true), "**");
  }

  private Expr binary(Supplier<Expr> operand, String... operators) {
    List<String> candidates = List.of(operators);
    Expr left = operand.get();
    for (int links = 0; isOneOf(candidates); links++) {
      checkChain(links);
      String operator = tokens.next().text();
      left = new Expr.Binary(operator, left, operand.get());
    }
    return left;
  }

  private boolean isOneOf(List<String> operators) {
    Token current = tokens.current();
    return current.kind() == Token.Kind.OPERATOR && operators.contains(current.text());
  }

  private Expr unary(boolean withFilters) {
    Expr value;
    if (tokens.current().isOperator("-") || tokens.current().isOperator("+")) {
      String operator = tokens.next().text();
      tokens.enter();
      value = new Expr.Unary(operator, unary(false));
      tokens.leave();
    } else {
      value = primary();
    }
    value = postfix.members(value);
    return withFilters ? postfix.filters(value) : value;
  }

  Expr primary() {
    Token token = tokens.current();
    switch (token.kind()) {
      case NAME:
        tokens.next();
        return isConstant(token.text()) ? constant(token.text()) : postfix.variable(token);
      case STRING:
        return strings();
      case NUMBER:
        return new Expr.Literal(tokens.next().value());
      case OPERATOR:
        return bracketExpression(token);
      default:
        throw tokens.unexpected("an expression");
    }
  }

  private static Expr constant(String name) {
    return switch (name) {
      case "true", "True" -> new Expr.Literal(true);
      case "false", "False" -> new Expr.Literal(false);
      default -> new Expr.Literal(None.NONE);
    };
  }

  private Expr strings() {
    StringBuilder text = new StringBuilder();
    while (tokens.current().kind() == Token.Kind.STRING) {
      text.append(tokens.next().value());
    }
    return new Expr.Literal(text.toString());
  }

  private Expr bracketExpression(Token token) {
    tokens.enter();
    Expr value =
        switch (token.text()) {
          case "(" -> parentheses();
          case "[" -> list();
          case "{" -> dict();
          default -> throw tokens.unexpected("an expression");
        };
    tokens.leave();
    return value;
  }

  private Expr parentheses() {
    tokens.next();
    Expr value = tuple(true, true, "");
    tokens.expectOperator(")");
    return value;
  }

  private Expr list() {
    tokens.next();
    List<Expr> items = new ArrayList<>();
    while (!tokens.current().isOperator("]")) {
      items.add(expression());
      if (!tokens.current().isOperator("]")) {
        tokens.expectOperator(",");
      }
    }
    tokens.next();
    return new Expr.Sequence(false, items);
  }

  private Expr dict() {
    tokens.next();
    List<Expr> keys = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (!tokens.current().isOperator("}")) {
      keys.add(expression());
      tokens.expectOperator(":");
      values.add(expression());
      if (!tokens.current().isOperator("}")) {
        tokens.expectOperator(",");
      }
    }
    tokens.next();
    return new Expr.Dict(keys, values);
  }

  /** Rejects chains whose evaluation would be nested too deeply. */
  void checkChain(int links) {
    if (links >= MAX_CHAIN) {
      throw TemplateException.unsupported(
          tokens.current().line(), "more than " + MAX_CHAIN + " operators in a row");
    }
  }
}
