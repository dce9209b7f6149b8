package io.gristmill.jinja.syntax;

import static io.gristmill.jinja.syntax.Token.Kind.BLOCK_BEGIN;
import static io.gristmill.jinja.syntax.Token.Kind.BLOCK_END;
import static io.gristmill.jinja.syntax.Token.Kind.DATA;
import static io.gristmill.jinja.syntax.Token.Kind.END;
import static io.gristmill.jinja.syntax.Token.Kind.VARIABLE_BEGIN;
import static io.gristmill.jinja.syntax.Token.Kind.VARIABLE_END;

import io.gristmill.jinja.value.TemplateException;
import io.gristmill.text.PythonText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a template into tokens. Whitespace: {@code -} at a delimiter removes all of it, {@code +}
 * none; else spaces before a block or comment at the start of a line are removed ({@code
 * lstrip_blocks}), and one line break after it ({@code trim_blocks}).
 */
final class Lexer {

  private static final String SPACE = TagLexer.SPACE;

  private static final Pattern OPEN = Pattern.compile("\\{[%{#]");

  private static final Pattern RAW =
      Pattern.compile("\\{%([-+]?)" + SPACE + "*raw" + SPACE + "*(?:-%}" + SPACE + "*|%})");

  private static final Pattern END_RAW =
      Pattern.compile(
          "\\{%([-+]?)" + SPACE + "*endraw" + SPACE + "*(?:\\+%}|-%}" + SPACE + "*|%}\n?)");

  private final TemplateSource source;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private boolean lineStarting = true;

  private Lexer(TemplateSource source) {
    this.source = source;
    this.text = source.text();
  }

  /**
   * The tokens of a template, the last of which is {@code END}.
   *
   * @throws TemplateException if a delimiter is not closed or a character is unexpected
   */
  static List<Token> tokens(String template) {
    Lexer lexer = new Lexer(new TemplateSource(template));
    Matcher open = OPEN.matcher(lexer.text);
    while (open.find(lexer.at)) {
      lexer.directive(open.start());
    }
    lexer.data(lexer.text.length(), "+", false);
    lexer.add(END, "", lexer.text.length());
    return lexer.tokens;
  }

  private void directive(int start) {
    char kind = text.charAt(start + 1);
    Matcher raw = RAW.matcher(text).region(start, text.length());
    if (kind == '%' && raw.lookingAt()) {
      raw(start, raw);
      return;
    }
    String sign = sign(start + 2);
    data(start, sign, kind != '{');
    at = start + 2 + sign.length();
    switch (kind) {
      case '#' -> comment();
      case '%' -> tag(start, BLOCK_BEGIN, BLOCK_END, "%}");
      default -> tag(start, VARIABLE_BEGIN, VARIABLE_END, "}}");
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
      kept = stripEnd(piece);
    } else if (block && sign.isEmpty()) {
      int line = piece.lastIndexOf('\n') + 1;
      boolean startsLine = line > 0 || lineStarting;
      kept = startsLine && isBlank(piece, line) ? piece.substring(0, line) : piece;
    }
    if (!kept.isEmpty()) {
      add(DATA, kept, at);
    }
    at = end;
  }

  private void raw(int start, Matcher raw) {
    data(start, raw.group(1), true);
    to(raw.end());
    Matcher end = END_RAW.matcher(text);
    if (!end.find(at)) {
      throw TemplateException.syntax(source.line(start), "the raw block is not ended");
    }
    data(end.start(), end.group(1), true);
    to(end.end());
  }

  private void comment() {
    int end = text.indexOf("#}", at);
    if (end < 0) {
      throw TemplateException.syntax(source.line(at), "the comment is not ended");
    }
    char before = end > at ? text.charAt(end - 1) : ' ';
    close(end + 2, before);
  }

  private void tag(int start, Token.Kind begin, Token.Kind end, String closing) {
    add(begin, "", start);
    TagLexer tag = new TagLexer(source, at, closing, tokens);
    int close = tag.read();
    char before = text.charAt(close);
    int after = close + closing.length() + (before == '-' || before == '+' ? 1 : 0);
    add(end, "", close);
    if (end == BLOCK_END) {
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

  private static String stripEnd(String piece) {
    int end = piece.length();
    while (end > 0 && PythonText.isSpace(piece.charAt(end - 1))) {
      end--;
    }
    return piece.substring(0, end);
  }

  private static boolean isBlank(String piece, int from) {
    return piece.substring(from).chars().allMatch(PythonText::isSpace);
  }

  private void add(Token.Kind kind, String data, int position) {
    tokens.add(new Token(kind, data, data, source.line(position)));
  }
}
