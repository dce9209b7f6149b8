package io.gristmill.jinja;

import java.util.List;

/** A cursor over the tokens of a template. */
final class Tokens {

  /** Maximum nesting of tags and parentheses. */
  private static final int MAX_DEPTH = 100;

  private final List<Token> tokens;
  private int at;
  private int depth;

  Tokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token current() {
    return tokens.get(at);
  }

  Token following() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  /** Returns the current token and advances. */
  Token next() {
    Token token = current();
    if (at < tokens.size() - 1) {
      at++;
    }
    return token;
  }

  boolean isOperator(String operator) {
    return current().isOperator(operator);
  }

  boolean skipName(String name) {
    return skip(current().isName(name));
  }

  boolean skipOperator(String operator) {
    return skip(isOperator(operator));
  }

  private boolean skip(boolean matches) {
    if (matches) {
      next();
    }
    return matches;
  }

  void expectOperator(String operator) {
    if (!skipOperator(operator)) {
      throw unexpected("'" + operator + "'");
    }
  }

  void expectName(String name) {
    if (!skipName(name)) {
      throw unexpected("'" + name + "'");
    }
  }

  Token expect(Token.Kind kind) {
    if (current().kind() != kind) {
      throw unexpected(new Token(kind, "a name", "", 0).describe());
    }
    return next();
  }

  TemplateException unexpected(String expected) {
    return TemplateException.syntax(
        current().line(), "expected " + expected + ", got '" + current().describe() + "'");
  }

  /** Enters a nested level; paired with {@link #leave}. */
  void enter() {
    depth++;
    if (depth > MAX_DEPTH) {
      throw TemplateException.unsupported(
          current().line(), "nesting deeper than " + MAX_DEPTH + " levels");
    }
  }

  void leave() {
    depth--;
  }
}
