package io.gristmill.jinja;

import io.gristmill.jinja.PyValue.None;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Parses expressions by precedence, from the lowest to the highest. */
final class ExpressionParser {

  private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");

  private static final Map<String, Object> CONSTANTS =
      Map.of(
          "true", true, "True", true, "false", false, "False", false, "none", None.NONE, "None",
          None.NONE);

  /** The names that end a test without an argument. */
  private static final Set<String> NO_ARGUMENT = Set.of("else", "or", "and");

  /** Maximum number of operators in a chain on one level. */
  private static final int MAX_CHAIN = 200;

  private final Tokens tokens;

  /** The innermost scope. */
  private Scope scope;

  ExpressionParser(Tokens tokens, Scope scope) {
    this.tokens = tokens;
    this.scope = scope;
  }

  Scope scope() {
    return scope;
  }

  void enter(Scope inner) {
    scope = inner;
  }

  static boolean isConstant(String name) {
    return CONSTANTS.containsKey(name);
  }

  Expr expression() {
    tokens.enter();
    Expr expression = conditional();
    tokens.leave();
    return expression;
  }

  /**
   * An expression, or several separated by commas: a tuple.
   *
   * @param conditionals whether {@code a if b} is read
   */
  Expr tuple(boolean conditionals) {
    Supplier<Expr> reader = conditionals ? this::expression : this::or;
    Expr first = reader.get();
    if (!tokens.isOperator(",")) {
      return first;
    }
    List<Expr> items = new ArrayList<>(List.of(first));
    while (tokens.skipOperator(",") && !atTupleEnd()) {
      items.add(reader.get());
    }
    return new Expr.Sequence(true, items);
  }

  private boolean atTupleEnd() {
    Token current = tokens.current();
    return current.kind() == Token.Kind.VARIABLE_END
        || current.kind() == Token.Kind.BLOCK_END
        || current.isOperator(")");
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
    Expr negated = new Expr.Not(not());
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
    return binary(this::concat, Set.of("+", "-"));
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
    return binary(() -> unary(true), Set.of("*", "/", "//", "%"));
  }

  private Expr binary(Supplier<Expr> operand, Set<String> operators) {
    Expr left = operand.get();
    for (int links = 0; ; links++) {
      Token token = tokens.current();
      if (token.kind() != Token.Kind.OPERATOR || !operators.contains(token.text())) {
        return left;
      }
      checkChain(links);
      tokens.next();
      if (token.text().equals("%") && isText(left)) {
        throw Unsupported.exception(Unsupported.PERCENT_FORMAT, token.line());
      }
      left = new Expr.Binary(token.text(), left, operand.get());
    }
  }

  private static boolean isText(Expr value) {
    return value instanceof Expr.Literal literal && literal.value() instanceof String;
  }

  private Expr unary(boolean withFilters) {
    Expr value;
    if (tokens.isOperator("-") || tokens.isOperator("+")) {
      String sign = tokens.next().text();
      tokens.enter();
      value = new Expr.Sign(sign, unary(false));
      tokens.leave();
    } else {
      value = primary();
    }
    value = members(value);
    value = withFilters ? filters(value) : value;
    if (tokens.isOperator("**")) {
      Unsupported.OPERATOR.reject("**", tokens.current().line());
    }
    return value;
  }

  private Expr primary() {
    Token token = tokens.current();
    return switch (token.kind()) {
      case NAME -> name(tokens.next());
      case STRING -> strings();
      case NUMBER -> new Expr.Literal(tokens.next().value());
      case OPERATOR -> brackets(token);
      default -> throw tokens.unexpected("an expression");
    };
  }

  private Expr name(Token token) {
    Object constant = CONSTANTS.get(token.text());
    if (constant != null) {
      return new Expr.Literal(constant);
    }
    Unsupported.VARIABLE.reject(token.text(), token.line());
    scope.read(token.text());
    return new Expr.Name(token.text());
  }

  private Expr strings() {
    StringBuilder text = new StringBuilder();
    while (tokens.current().kind() == Token.Kind.STRING) {
      text.append(tokens.next().value());
    }
    return new Expr.Literal(text.toString());
  }

  private Expr brackets(Token token) {
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
    Expr value = tokens.isOperator(")") ? new Expr.Sequence(true, List.of()) : tuple(true);
    tokens.expectOperator(")");
    return value;
  }

  private Expr list() {
    tokens.next();
    List<Expr> items = new ArrayList<>();
    while (!tokens.skipOperator("]")) {
      items.add(expression());
      commaUnless("]");
    }
    return new Expr.Sequence(false, items);
  }

  private Expr dict() {
    tokens.next();
    List<Expr> keys = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (!tokens.skipOperator("}")) {
      keys.add(expression());
      tokens.expectOperator(":");
      values.add(expression());
      commaUnless("}");
    }
    return new Expr.Dict(keys, values);
  }

  private void commaUnless(String end) {
    if (!tokens.isOperator(end)) {
      tokens.expectOperator(",");
    }
  }

  /** Parses attributes, items and calls after a value. */
  private Expr members(Expr value) {
    Expr whole = value;
    for (int links = 0; ; links++) {
      checkChain(links);
      if (tokens.skipOperator(".")) {
        whole = attribute(whole);
      } else if (tokens.skipOperator("[")) {
        whole = subscript(whole);
      } else if (tokens.isOperator("(")) {
        whole = call(whole);
      } else {
        return whole;
      }
    }
  }

  /** Parses filters, tests and calls after a value. */
  private Expr filters(Expr value) {
    Expr whole = value;
    for (int links = 0; ; links++) {
      checkChain(links);
      if (tokens.skipOperator("|")) {
        whole = filter(whole);
      } else if (tokens.skipName("is")) {
        whole = test(whole);
      } else if (tokens.isOperator("(")) {
        whole = call(whole);
      } else {
        return whole;
      }
    }
  }

  private Expr attribute(Expr object) {
    Token token = tokens.next();
    if (token.value() instanceof Long) {
      return new Expr.Item(object, new Expr.Literal(token.value()));
    }
    if (token.kind() != Token.Kind.NAME) {
      throw TemplateException.syntax(token.line(), "expected a name or number after '.'");
    }
    if (token.text().startsWith("__")) {
      throw Unsupported.exception("the attribute '" + token.text() + "'", token.line());
    }
    if (object.equals(new Expr.Name("loop"))) {
      Unsupported.LOOP.reject(token.text(), token.line());
    }
    return new Expr.Attribute(object, token.text());
  }

  private Expr subscript(Expr object) {
    tokens.enter();
    Expr whole = slice(object);
    if (tokens.isOperator(",")) {
      throw Unsupported.exception("a tuple of subscripts", tokens.current().line());
    }
    tokens.expectOperator("]");
    tokens.leave();
    return whole;
  }

  private Expr slice(Expr object) {
    Expr none = new Expr.Literal(None.NONE);
    Expr start = none;
    if (!tokens.isOperator(":")) {
      start = expression();
      if (!tokens.isOperator(":")) {
        return new Expr.Item(object, start);
      }
    }
    tokens.next();
    Expr stop = tokens.isOperator(":") || tokens.isOperator("]") ? none : expression();
    Expr step = tokens.skipOperator(":") && !tokens.isOperator("]") ? expression() : none;
    return new Expr.Slice(object, start, stop, step);
  }

  private Expr call(Expr callee) {
    if (callee instanceof Expr.Attribute method) {
      Unsupported.METHOD.reject(method.name(), tokens.current().line());
      Unsupported.DICT_METHOD.reject(method.name(), tokens.current().line());
    }
    return new Expr.Call(callee, arguments());
  }

  private Expr filter(Expr input) {
    Token token = tokens.expect(Token.Kind.NAME);
    requireKnown(Unsupported.FILTER, token.text(), Filters.names(), token.line());
    Expr.Arguments arguments = tokens.isOperator("(") ? arguments() : Expr.Arguments.NONE;
    checkNestedNames(token, arguments);
    return new Expr.Filter(input, token.text(), arguments);
  }

  /** Checks filters and tests that are passed to a filter by name. */
  private static void checkNestedNames(Token filter, Expr.Arguments arguments) {
    switch (filter.text()) {
      case "map" -> checkNamed(Unsupported.FILTER, arguments, 0, Filters.names(), filter.line());
      case "select", "reject" ->
          checkNamed(Unsupported.TEST, arguments, 0, Tests.names(), filter.line());
      case "selectattr", "rejectattr" ->
          checkNamed(Unsupported.TEST, arguments, 1, Tests.names(), filter.line());
      default -> {}
    }
  }

  private static void checkNamed(
      Unsupported kind, Expr.Arguments arguments, int index, Set<String> known, int line) {
    if (arguments.positional().size() > index
        && arguments.positional().get(index) instanceof Expr.Literal literal
        && literal.value() instanceof String name) {
      requireKnown(kind, name, known, line);
    }
  }

  private static void requireKnown(Unsupported kind, String name, Set<String> known, int line) {
    if (!known.contains(name)) {
      kind.reject(name, line);
      throw TemplateException.syntax(line, "no filter or test is named '" + name + "'");
    }
  }

  private Expr test(Expr input) {
    boolean negated = tokens.skipName("not");
    Token token = tokens.expect(Token.Kind.NAME);
    requireKnown(Unsupported.TEST, token.text(), Tests.names(), token.line());
    Expr test = new Expr.Test(input, token.text(), testArguments());
    return negated ? new Expr.Not(test) : test;
  }

  private Expr.Arguments testArguments() {
    if (tokens.isOperator("(")) {
      return arguments();
    }
    if (!startsArgument(tokens.current())) {
      return Expr.Arguments.NONE;
    }
    if (tokens.current().isName("is")) {
      throw TemplateException.syntax(
          tokens.current().line(), "tests with 'is' cannot follow each other");
    }
    return new Expr.Arguments(List.of(members(primary())), Map.of());
  }

  private static boolean startsArgument(Token token) {
    return switch (token.kind()) {
      case NAME -> !NO_ARGUMENT.contains(token.text());
      case STRING, NUMBER -> true;
      default -> token.isOperator("[") || token.isOperator("{");
    };
  }

  private Expr.Arguments arguments() {
    tokens.enter();
    tokens.expectOperator("(");
    List<Expr> positional = new ArrayList<>();
    Map<String, Expr> named = new LinkedHashMap<>();
    while (!tokens.skipOperator(")")) {
      argument(positional, named);
      commaUnless(")");
    }
    tokens.leave();
    return new Expr.Arguments(positional, named);
  }

  private void argument(List<Expr> positional, Map<String, Expr> named) {
    Token token = tokens.current();
    if (token.isOperator("*") || token.isOperator("**")) {
      throw Unsupported.exception("'" + token.text() + "' before an argument", token.line());
    }
    boolean isNamed = token.kind() == Token.Kind.NAME && tokens.following().isOperator("=");
    if (isNamed ? named.containsKey(token.text()) : !named.isEmpty()) {
      throw TemplateException.syntax(token.line(), "arguments in a wrong order");
    }
    if (isNamed) {
      tokens.next();
      tokens.next();
      named.put(token.text(), expression());
    } else {
      positional.add(expression());
    }
  }

  /** Rejects chains whose evaluation would be nested too deeply. */
  private void checkChain(int links) {
    if (links >= MAX_CHAIN) {
      throw TemplateException.unsupported(
          tokens.current().line(), "more than " + MAX_CHAIN + " operators in a row");
    }
  }
}
