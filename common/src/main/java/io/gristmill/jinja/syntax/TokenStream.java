package io.gristmill.jinja.syntax;

import io.gristmill.jinja.value.TemplateException;
import java.util.List;

/** The tokens of a template, one after the other. */
final class TokenStream {

  /** Levels that tags and parentheses may nest. */
  private static final int DEEPEST = 100;

  private final List<Token> tokens;
  private int at;
  private int depth;

  TokenStream(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token current() {
    return tokens.get(at);
  }

  Token following() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }

  /** The current token, going behind it. */
  Token next() {
    Token token = current();
    if (at < tokens.size() - 1) {
      at++;
    }
    return token;
  }

  boolean skipName(String name) {
    return skip(current().isName(name));
  }

  boolean skipOperator(String operator) {
    return skip(current().isOperator(operator));
  }

  private boolean skip(boolean there) {
    if (there) {
      next();
    }
    return there;
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
      throw unexpected(new Token(kind, "a name", "", 0).described());
    }
    return next();
  }

  TemplateException unexpected(String expected) {
    return TemplateException.syntax(
        current().line(), "expected " + expected + ", got '" + current().described() + "'");
  }

  /** Goes one level deeper; to be left by {@link #leave}. */
  void enter() {
    depth++;
    if (depth > DEEPEST) {
      throw TemplateException.unsupported(
          current().line(), "nesting deeper than " + DEEPEST + " levels");
    }
  }

  void leave() {
    depth--;
  }
}
