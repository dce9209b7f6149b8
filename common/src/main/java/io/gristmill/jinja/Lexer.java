package io.gristmill.jinja;

import io.gristmill.text.PythonText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a template into tokens. Whitespace: {@code -} at a delimiter removes all of it, {@code +}
 * none; else spaces before a block or comment at the start of a line are removed ({@code
 * lstrip_blocks}), and one line break after it ({@code trim_blocks}).
 */
final class Lexer {

  /** The characters of Python's {@code \s}, for a character class. */
  static final String SPACES =
      "\\t-\\r\\x1C-\\x20\\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000";

  private static final Pattern OPEN = Pattern.compile("\\{[%{#]");

  private static final Pattern RAW = Pattern.compile("\\{%[-+]?[" + SPACES + "]*raw[-\\s%]");

  private static final Pattern REAL =
      Pattern.compile("(?<!\\.)[0-9]+(?:\\.[0-9]+(?:[eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)(?!\\w)");

  private static final Pattern WHOLE = Pattern.compile("(?:0|[1-9][0-9]{0,17})(?!\\w)");

  private static final Pattern STRING =
      Pattern.compile(
          "'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"",
          Pattern.DOTALL);

  private static final Pattern OPERATOR =
      Pattern.compile("//|\\*\\*|==|!=|>=|<=|[-+/*%~\\[\\](){}><=.:|,;]");

  private final String text;
  private final List<Integer> lineStarts = new ArrayList<>(List.of(0));
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private boolean lineStarting = true;

  private Lexer(String template) {
    String unified = template.replaceAll("\r\n?", "\n");
    text = unified.endsWith("\n") ? unified.substring(0, unified.length() - 1) : unified;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) {
      lineStarts.add(end + 1);
    }
  }

  /**
   * The tokens of a template, the last of which is {@code END}.
   *
   * @throws TemplateException if a delimiter is not closed or a character is unexpected
   */
  static List<Token> tokens(String template) {
    Lexer lexer = new Lexer(template);
    Matcher open = OPEN.matcher(lexer.text);
    while (open.find(lexer.at)) {
      lexer.directive(open.start());
    }
    lexer.data(lexer.text.length(), "+", false);
    lexer.add(Token.Kind.END, "", "", lexer.text.length());
    return lexer.tokens;
  }

  private void directive(int start) {
    char kind = text.charAt(start + 1);
    if (RAW.matcher(text).region(start, text.length()).lookingAt()) {
      Unsupported.TAG.reject("raw", line(start));
    }
    String sign = sign(start + 2);
    data(start, sign, kind != '{');
    at = start + 2 + sign.length();
    switch (kind) {
      case '#' -> comment();
      case '%' -> tag(start, Token.Kind.BLOCK_BEGIN, Token.Kind.BLOCK_END, "%}");
      default -> tag(start, Token.Kind.VARIABLE_BEGIN, Token.Kind.VARIABLE_END, "}}");
    }
  }

  private String sign(int position) {
    boolean signed = position < text.length() && "+-".indexOf(text.charAt(position)) >= 0;
    return signed ? text.substring(position, position + 1) : "";
  }

  /** The text from here to {@code end}, without the whitespace that the delimiter removes. */
  private void data(int end, String sign, boolean block) {
    String piece = text.substring(at, end);
    String kept = piece;
    if (sign.equals("-")) {
      kept = piece.substring(0, endOfText(piece));
    } else if (block && sign.isEmpty()) {
      int line = piece.lastIndexOf('\n') + 1;
      boolean startsLine = line > 0 || lineStarting;
      kept = startsLine && endOfText(piece) <= line ? piece.substring(0, line) : piece;
    }
    if (!kept.isEmpty()) {
      add(Token.Kind.DATA, kept, kept, at);
    }
    at = end;
  }

  /** The end of a piece without the whitespace at its end. */
  private static int endOfText(String piece) {
    int end = piece.length();
    while (end > 0 && PythonText.isSpace(piece.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private void comment() {
    int end = text.indexOf("#}", at);
    if (end < 0) {
      throw TemplateException.syntax(line(at), "the comment is not ended");
    }
    close(end + 2, end > at ? text.charAt(end - 1) : ' ');
  }

  private void tag(int start, Token.Kind begin, Token.Kind end, String closing) {
    add(begin, "", "", start);
    content(closing);
    char before = text.charAt(at);
    int after = at + closing.length() + (before == '-' || before == '+' ? 1 : 0);
    add(end, "", "", at);
    if (end == Token.Kind.BLOCK_END) {
      close(after, before);
    } else {
      to(before == '-' ? skipSpace(after) : after);
    }
  }

  /** Skips a block or comment that ends at {@code end}, and the whitespace that it removes. */
  private void close(int end, char sign) {
    boolean lineBreak = end < text.length() && text.charAt(end) == '\n';
    if (sign == '-') {
      to(skipSpace(end));
    } else {
      to(sign != '+' && lineBreak ? end + 1 : end);
    }
  }

  private void to(int position) {
    at = position;
    lineStarting = text.charAt(position - 1) == '\n';
  }

  private int skipSpace(int from) {
    int position = from;
    while (position < text.length() && PythonText.isSpace(text.charAt(position))) {
      position++;
    }
    return position;
  }

  /** Adds the tokens of a tag up to its closing delimiter or the sign of the delimiter. */
  private void content(String closing) {
    Deque<String> open = new ArrayDeque<>();
    while (!open.isEmpty() || !closes(closing)) {
      if (at >= text.length()) {
        throw TemplateException.syntax(line(at), "the tag is not closed by " + closing);
      }
      if (PythonText.isSpace(text.charAt(at))) {
        at++;
      } else {
        token();
        balance(tokens.get(tokens.size() - 1), open);
      }
    }
  }

  private boolean closes(String closing) {
    return text.startsWith(closing, at)
        || text.startsWith("-" + closing, at)
        || (closing.equals("%}") && text.startsWith("+%}", at));
  }

  private static void balance(Token token, Deque<String> open) {
    if (token.kind() != Token.Kind.OPERATOR) {
      return;
    }
    switch (token.text()) {
      case "(" -> open.push(")");
      case "[" -> open.push("]");
      case "{" -> open.push("}");
      case ")", "]", "}" -> {
        if (open.isEmpty() || !open.pop().equals(token.text())) {
          throw TemplateException.syntax(token.line(), "unexpected '" + token.text() + "'");
        }
      }
      default -> {}
    }
  }

  private void token() {
    int start = at;
    if (match(REAL)) {
      add(Token.Kind.NUMBER, lexeme(start), real(lexeme(start), line(start)), start);
    } else if (match(WHOLE)) {
      add(Token.Kind.NUMBER, lexeme(start), Long.valueOf(lexeme(start)), start);
    } else if (match(STRING)) {
      String body = text.substring(start + 1, at - 1);
      add(Token.Kind.STRING, lexeme(start), StringLiteral.value(body, line(start)), start);
    } else if (match(OPERATOR)) {
      add(Token.Kind.OPERATOR, lexeme(start), lexeme(start), start);
    } else {
      name();
    }
  }

  private boolean match(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length()).useTransparentBounds(true);
    boolean found = matcher.lookingAt();
    at = found ? matcher.end() : at;
    return found;
  }

  private String lexeme(int start) {
    return text.substring(start, at);
  }

  private static Double real(String digits, int line) {
    Double value = Double.valueOf(digits);
    if (value.isInfinite()) {
      throw TemplateException.unsupported(line, "the number '" + digits + "'");
    }
    return value;
  }

  private void name() {
    int start = at;
    while (at < text.length() && PythonText.isWord(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    String name = lexeme(start);
    if (name.isEmpty()) {
      String character = Character.toString(text.codePointAt(at));
      throw TemplateException.syntax(line(at), "unexpected character '" + character + "'");
    }
    if (!name.matches("[A-Za-z_][A-Za-z_0-9]*")) {
      throw TemplateException.unsupported(line(start), "the name or number '" + name + "'");
    }
    add(Token.Kind.NAME, name, name, start);
  }

  private void add(Token.Kind kind, String data, Object value, int position) {
    tokens.add(new Token(kind, data, value, line(position)));
  }

  /** The line of a position, from 1. */
  private int line(int position) {
    int index = Collections.binarySearch(lineStarts, position);
    return index >= 0 ? index + 1 : -index - 1;
  }
}
