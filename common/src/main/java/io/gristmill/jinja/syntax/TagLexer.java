package io.gristmill.jinja.syntax;

import io.gristmill.jinja.value.TemplateException;
import io.gristmill.text.PythonText;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits the content of one tag into tokens, up to its closing delimiter. */
final class TagLexer {

  /** Python's {@code \s}. */
  static final String SPACE =
      "[\\t-\\r\\x1C-\\x20\\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]";

  private static final String DIGITS = "(?:[0-9]+_)*[0-9]+";

  private static final Pattern REAL =
      Pattern.compile(
          "(?<!\\.)"
              + DIGITS
              + "(?:(?:\\."
              + DIGITS
              + ")?[eE][+-]?"
              + DIGITS
              + "|\\."
              + DIGITS
              + ")");

  private static final Pattern WHOLE =
      Pattern.compile(
          "0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[0-9a-fA-F])+|[1-9](?:_?[0-9])*|0(?:_?0)*");

  private static final Pattern STRING =
      Pattern.compile(
          "'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"",
          Pattern.DOTALL);

  private static final Pattern OPERATOR =
      Pattern.compile("//|\\*\\*|==|!=|>=|<=|[-+/*%~\\[\\](){}><=.:|,;]");

  private final TemplateSource source;
  private final String text;
  private final String closing;
  private final List<Token> tokens;
  private final Deque<String> open = new ArrayDeque<>();
  private int at;

  TagLexer(TemplateSource source, int at, String closing, List<Token> tokens) {
    this.source = source;
    this.text = source.text();
    this.at = at;
    this.closing = closing;
    this.tokens = tokens;
  }

  /**
   * Adds the tokens up to the closing delimiter and returns the position of the delimiter or of its
   * sign.
   */
  int read() {
    while (!closes()) {
      if (at >= text.length()) {
        throw TemplateException.syntax(source.line(at), "the tag is not closed by " + closing);
      }
      if (PythonText.isSpace(text.charAt(at))) {
        at++;
      } else {
        token();
      }
    }
    return at;
  }

  private boolean closes() {
    if (!open.isEmpty()) {
      return false;
    }
    boolean signed =
        text.startsWith("-" + closing, at)
            || (closing.equals("%}") && text.startsWith("+" + closing, at));
    return signed || text.startsWith(closing, at);
  }

  private void token() {
    if (match(REAL, Token.Kind.NUMBER)
        || match(WHOLE, Token.Kind.NUMBER)
        || name()
        || match(STRING, Token.Kind.STRING)
        || match(OPERATOR, Token.Kind.OPERATOR)) {
      return;
    }
    String character = Character.toString(text.codePointAt(at));
    throw TemplateException.syntax(source.line(at), "unexpected character '" + character + "'");
  }

  private boolean match(Pattern pattern, Token.Kind kind) {
    Matcher matcher = pattern.matcher(text).region(at, text.length()).useTransparentBounds(true);
    if (!matcher.lookingAt()) {
      return false;
    }
    String lexeme = matcher.group();
    int line = source.line(at);
    Object value = value(pattern, lexeme, line);
    if (kind == Token.Kind.OPERATOR) {
      balance(lexeme, line);
    }
    tokens.add(new Token(kind, lexeme, value, line));
    at = matcher.end();
    return true;
  }

  private static Object value(Pattern pattern, String lexeme, int line) {
    if (pattern == REAL) {
      return Double.valueOf(lexeme.replace("_", ""));
    }
    if (pattern == WHOLE) {
      return whole(lexeme.replace("_", ""));
    }
    return pattern == STRING ? StringLiteral.value(lexeme, line) : lexeme;
  }

  private static Object whole(String digits) {
    int radix =
        switch (digits.length() > 1 ? digits.charAt(1) : '0') {
          case 'b', 'B' -> 2;
          case 'o', 'O' -> 8;
          case 'x', 'X' -> 16;
          default -> 10;
        };
    BigInteger value = new BigInteger(radix == 10 ? digits : digits.substring(2), radix);
    return value.bitLength() < 64 ? (Object) value.longValue() : value;
  }

  private boolean name() {
    int end = at;
    while (end < text.length() && PythonText.isWord(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    if (end == at) {
      return false;
    }
    String name = text.substring(at, end);
    if (!name.codePoints().allMatch(c -> c < 128) || Character.isDigit(name.charAt(0))) {
      throw TemplateException.unsupported(source.line(at), "the name '" + name + "'");
    }
    tokens.add(new Token(Token.Kind.NAME, name, name, source.line(at)));
    at = end;
    return true;
  }

  private void balance(String operator, int line) {
    switch (operator) {
      case "(" -> open.push(")");
      case "[" -> open.push("]");
      case "{" -> open.push("}");
      case ")", "]", "}" -> {
        if (open.isEmpty() || !open.pop().equals(operator)) {
          throw TemplateException.syntax(line, "unexpected '" + operator + "'");
        }
      }
      default -> {}
    }
  }
}
