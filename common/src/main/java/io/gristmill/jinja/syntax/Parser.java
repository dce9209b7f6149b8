package io.gristmill.jinja.syntax;

import io.gristmill.jinja.value.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Parses templates. */
public final class Parser {

  /** Unsupported tags of Jinja, which need other templates or escaping. */
  private static final Set<String> UNSUPPORTED =
      Set.of("block", "extends", "include", "import", "from", "autoescape");

  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final TargetParser targets;

  /** Number of enclosing loops that {@code break} can leave. */
  private int loops;

  private Parser(TokenStream tokens, KnownNames vocabulary) {
    this.tokens = tokens;
    this.expressions = new ExpressionParser(tokens, vocabulary);
    this.targets = new TargetParser(tokens, expressions);
  }

  /**
   * The statements of a template.
   *
   * @throws TemplateException if it is not valid Jinja, or contains an unsupported construct
   */
  public static List<Stmt> parse(String template, KnownNames vocabulary) {
    try {
      TokenStream tokens = new TokenStream(Lexer.tokens(template));
      return new Parser(tokens, vocabulary).body(Set.of());
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
        body.add(new Stmt.Output(List.of(output()), line));
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
    Expr value = expressions.tuple(true, false, "");
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
    return switch (tag) {
      case "if" -> choice(line);
      case "for" -> loop(line);
      case "set" -> set(line);
      case "macro" -> macro(line);
      case "call" -> call(line);
      case "generation" -> new Stmt.Generation(isolatedBody("endgeneration"), line);
      case "filter" -> filter(line);
      case "with" -> with(line);
      case "print" -> print(line);
      case "break", "continue" -> jump(tag, line);
      default -> throw unknown(tag, line);
    };
  }

  private static TemplateException unknown(String tag, int line) {
    return UNSUPPORTED.contains(tag)
        ? TemplateException.unsupported(line, "{% " + tag + " %}")
        : TemplateException.syntax(line, "unknown or misplaced tag '" + tag + "'");
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

  /** Parses the body of a macro or call block, which cannot leave the enclosing loops. */
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
    while (true) {
      tests.add(expressions.tuple(false, false, ""));
      bodies.add(block("elif", "else", "endif"));
      String end = tokens.next().text();
      if (!end.equals("elif")) {
        List<Stmt> otherwise = end.equals("else") ? bodyAndEndTag("endif") : List.of();
        return new Stmt.Choice(tests, bodies, otherwise, line);
      }
    }
  }

  private Stmt loop(int line) {
    Target target = targets.of("in", false);
    forbidLoop(target, line);
    tokens.expectName("in");
    Expr values = expressions.tuple(false, false, "recursive");
    Expr test = tokens.skipName("if") ? expressions.expression() : null;
    boolean recursive = tokens.skipName("recursive");
    int enclosingLoops = loops;
    loops++;
    List<Stmt> body = block("endfor", "else");
    loops = recursive ? 0 : enclosingLoops;
    List<Stmt> otherwise = tokens.next().isName("else") ? bodyAndEndTag("endfor") : List.of();
    loops = enclosingLoops;
    return new Stmt.Loop(target, values, test, recursive, body, otherwise, line);
  }

  private void forbidLoop(Target target, int line) {
    boolean assignsLoop =
        target instanceof Target.Unpacked unpacked
            ? unpacked.targets().contains(new Target.Variable("loop"))
            : target.equals(new Target.Variable("loop"));
    if (assignsLoop) {
      throw TemplateException.syntax(line, "a loop cannot assign to 'loop'");
    }
  }

  private Stmt set(int line) {
    Target target = targets.of("", true);
    if (loops > 0) {
      forbidLoop(target, line);
    }
    if (tokens.skipOperator("=")) {
      return new Stmt.Set(target, expressions.tuple(true, false, ""), line);
    }
    Expr.@Nullable Filter filter = null;
    while (tokens.skipOperator("|")) {
      filter = expressions.postfix().filter(filter);
    }
    return new Stmt.SetBlock(target, filter, bodyAndEndTag("endset"), line);
  }

  private Stmt macro(int line) {
    String name = targets.name();
    Signature signature = targets.signature();
    return new Stmt.Macro(name, signature, isolatedBody("endmacro"), line);
  }

  private Stmt call(int line) {
    boolean parameters = tokens.current().isOperator("(");
    Signature signature = parameters ? targets.signature() : Signature.NONE;
    if (!(expressions.expression() instanceof Expr.Call call)) {
      throw TemplateException.syntax(line, "expected a call");
    }
    return new Stmt.CallBlock(signature, call, isolatedBody("endcall"), line);
  }

  private Stmt filter(int line) {
    Expr.Filter filter = expressions.postfix().filter(null);
    while (tokens.skipOperator("|")) {
      filter = expressions.postfix().filter(filter);
    }
    return new Stmt.FilterBlock(filter, bodyAndEndTag("endfilter"), line);
  }

  private Stmt with(int line) {
    List<Target> names = new ArrayList<>();
    List<Expr> values = new ArrayList<>();
    while (tokens.current().kind() != Token.Kind.BLOCK_END) {
      if (!names.isEmpty()) {
        tokens.expectOperator(",");
      }
      names.add(targets.of("", false));
      tokens.expectOperator("=");
      values.add(expressions.expression());
    }
    return new Stmt.With(names, values, bodyAndEndTag("endwith"), line);
  }

  private Stmt print(int line) {
    List<Expr> values = new ArrayList<>();
    while (tokens.current().kind() != Token.Kind.BLOCK_END) {
      if (!values.isEmpty()) {
        tokens.expectOperator(",");
      }
      values.add(expressions.expression());
    }
    return new Stmt.Output(values, line);
  }

  private Stmt jump(String tag, int line) {
    if (loops == 0) {
      throw TemplateException.syntax(line, "'" + tag + "' outside of a loop");
    }
    return new Stmt.Jump(tag.equals("break"), line);
  }
}
