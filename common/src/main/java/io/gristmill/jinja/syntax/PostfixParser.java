package io.gristmill.jinja.syntax;

import io.gristmill.jinja.value.None;
import io.gristmill.jinja.value.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses postfix operators: attributes, items, slices, calls, filters and tests. */
final class PostfixParser {

  private static final Set<String> NO_ARGUMENT = Set.of("else", "or", "and");

  private static final Set<String> BY_TEST = Set.of("select", "reject");

  private static final Set<String> BY_MEMBER_TEST = Set.of("selectattr", "rejectattr");

  private final TokenStream tokens;
  private final KnownNames vocabulary;
  private final ExpressionParser expressions;

  PostfixParser(TokenStream tokens, KnownNames vocabulary, ExpressionParser expressions) {
    this.tokens = tokens;
    this.vocabulary = vocabulary;
    this.expressions = expressions;
  }

  Expr variable(Token token) {
    if (vocabulary.unsupportedNames().contains(token.text())) {
      throw TemplateException.unsupported(token.line(), "the variable '" + token.text() + "'");
    }
    return new Expr.Name(token.text(), token.line());
  }

  /** Parses attributes, items and calls after a value. */
  Expr members(Expr value) {
    Expr whole = value;
    for (int links = 0; ; links++) {
      expressions.checkChain(links);
      if (tokens.skipOperator(".")) {
        whole = attribute(whole);
      } else if (tokens.skipOperator("[")) {
        whole = subscript(whole);
      } else if (tokens.current().isOperator("(")) {
        whole = call(whole);
      } else {
        return whole;
      }
    }
  }

  /** Parses filters, tests and calls after a value. */
  Expr filters(Expr value) {
    Expr whole = value;
    for (int links = 0; ; links++) {
      expressions.checkChain(links);
      if (tokens.skipOperator("|")) {
        whole = filter(whole);
      } else if (tokens.skipName("is")) {
        whole = test(whole);
      } else if (tokens.current().isOperator("(")) {
        whole = call(whole);
      } else {
        return whole;
      }
    }
  }

  private Expr attribute(Expr object) {
    Token token = tokens.next();
    if (token.kind() == Token.Kind.NUMBER && !(token.value() instanceof Double)) {
      return new Expr.Item(object, new Expr.Literal(token.value()));
    }
    if (token.kind() != Token.Kind.NAME) {
      throw TemplateException.syntax(token.line(), "expected a name or number after '.'");
    }
    if (token.text().startsWith("__")) {
      throw TemplateException.unsupported(token.line(), "the attribute '" + token.text() + "'");
    }
    return new Expr.Attribute(object, token.text());
  }

  private Expr subscript(Expr object) {
    tokens.enter();
    Expr whole = slice(object);
    if (tokens.current().isOperator(",")) {
      throw TemplateException.unsupported(tokens.current().line(), "a tuple of subscripts");
    }
    tokens.expectOperator("]");
    tokens.leave();
    return whole;
  }

  private Expr slice(Expr object) {
    Expr none = new Expr.Literal(None.NONE);
    Expr start = none;
    if (!tokens.current().isOperator(":")) {
      start = expressions.expression();
      if (!tokens.current().isOperator(":")) {
        return new Expr.Item(object, start);
      }
    }
    tokens.next();
    boolean stops = !tokens.current().isOperator(":") && !tokens.current().isOperator("]");
    Expr stop = stops ? expressions.expression() : none;
    Expr step = none;
    if (tokens.skipOperator(":") && !tokens.current().isOperator("]")) {
      step = expressions.expression();
    }
    return new Expr.Slice(object, start, stop, step);
  }

  private Expr call(Expr callee) {
    int line = tokens.current().line();
    if (callee instanceof Expr.Attribute method
        && vocabulary.unsupportedMethods().contains(method.name())) {
      throw TemplateException.unsupported(line, "the method '" + method.name() + "'");
    }
    return new Expr.Call(callee, arguments());
  }

  /** Parses a filter after its {@code |}; a filter block has no input. */
  Expr.Filter filter(@Nullable Expr input) {
    Token token = tokens.expect(Token.Kind.NAME);
    requireKnown("filter", token.text(), vocabulary.filters(), token.line());
    Arguments arguments = tokens.current().isOperator("(") ? arguments() : Arguments.NONE;
    checkNestedNames(token, arguments);
    return new Expr.Filter(input, token.text(), arguments);
  }

  /** Checks filters and tests that are passed to a filter by name. */
  private void checkNestedNames(Token filter, Arguments arguments) {
    String name = filter.text();
    if (name.equals("map")) {
      checkNamedArgument("filter", arguments, 0, vocabulary.filters(), filter.line());
    } else if (BY_TEST.contains(name)) {
      checkNamedArgument("test", arguments, 0, vocabulary.tests(), filter.line());
    } else if (BY_MEMBER_TEST.contains(name)) {
      checkNamedArgument("test", arguments, 1, vocabulary.tests(), filter.line());
    }
  }

  private static void checkNamedArgument(
      String kind, Arguments arguments, int index, Set<String> known, int line) {
    boolean present = arguments.positional().size() > index;
    if (present
        && arguments.positional().get(index) instanceof Expr.Literal literal
        && literal.value() instanceof String name) {
      requireKnown(kind, name, known, line);
    }
  }

  private static void requireKnown(String kind, String name, Set<String> known, int line) {
    if (!known.contains(name)) {
      throw TemplateException.unsupported(line, "the " + kind + " '" + name + "'");
    }
  }

  private Expr test(Expr input) {
    boolean negated = tokens.skipName("not");
    Token token = tokens.expect(Token.Kind.NAME);
    requireKnown("test", token.text(), vocabulary.tests(), token.line());
    Expr test = new Expr.Test(input, token.text(), testArguments());
    return negated ? new Expr.Unary("not", test) : test;
  }

  private Arguments testArguments() {
    if (tokens.current().isOperator("(")) {
      return arguments();
    }
    if (!startsArgument(tokens.current())) {
      return Arguments.NONE;
    }
    if (tokens.current().isName("is")) {
      throw TemplateException.syntax(
          tokens.current().line(), "tests with 'is' cannot follow each other");
    }
    Expr argument = members(expressions.primary());
    return new Arguments(List.of(argument), Map.of(), null, null);
  }

  private static boolean startsArgument(Token token) {
    return switch (token.kind()) {
      case NAME -> !NO_ARGUMENT.contains(token.text());
      case STRING, NUMBER -> true;
      default -> token.isOperator("[") || token.isOperator("{");
    };
  }

  private Arguments arguments() {
    tokens.enter();
    tokens.expectOperator("(");
    ArgumentList list = new ArgumentList();
    while (!tokens.current().isOperator(")")) {
      list.read();
      if (!tokens.current().isOperator(")")) {
        tokens.expectOperator(",");
      }
    }
    tokens.next();
    tokens.leave();
    return new Arguments(list.positional, list.named, list.rest, list.namedRest);
  }

  /** The arguments of one call, in the order that Python allows. */
  private final class ArgumentList {
    private final List<Expr> positional = new ArrayList<>();
    private final Map<String, Expr> named = new LinkedHashMap<>();
    private @Nullable Expr rest;
    private @Nullable Expr namedRest;

    void read() {
      Token token = tokens.current();
      if (tokens.skipOperator("*")) {
        requireOrder(rest == null && namedRest == null);
        rest = expressions.expression();
      } else if (tokens.skipOperator("**")) {
        requireOrder(namedRest == null);
        namedRest = expressions.expression();
      } else if (token.kind() == Token.Kind.NAME && tokens.following().isOperator("=")) {
        requireOrder(namedRest == null && !named.containsKey(token.text()));
        tokens.next();
        tokens.next();
        named.put(token.text(), expressions.expression());
      } else {
        requireOrder(rest == null && namedRest == null && named.isEmpty());
        positional.add(expressions.expression());
      }
    }

    private void requireOrder(boolean right) {
      if (!right) {
        throw TemplateException.syntax(tokens.current().line(), "arguments in a wrong order");
      }
    }
  }
}
