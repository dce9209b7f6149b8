package io.gristmill.format;

import io.gristmill.record.Example;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A text with placeholders such as <code>{instruction}</code>; <code>{{</code> and <code>}}</code>
 * are literal braces. The template is parsed once, so that braces in values are never expanded.
 */
public record TextTemplate(List<Part> parts) implements Serializable {

  /** The placeholders; their names in templates are in lower case. */
  public enum Placeholder {
    INSTRUCTION,
    INPUT,
    OUTPUT,
    ID,
    SOURCE;

    String of(Example example) {
      return switch (this) {
        case INSTRUCTION -> example.instruction();
        case INPUT -> example.input();
        case OUTPUT -> example.output();
        case ID -> example.id();
        case SOURCE -> example.source();
      };
    }

    String syntax() {
      return "{" + name().toLowerCase(Locale.ROOT) + "}";
    }

    static Optional<Placeholder> syntax(String text) {
      return Arrays.stream(values()).filter(p -> p.syntax().equals(text)).findFirst();
    }

    static String all() {
      return Arrays.stream(values()).map(Placeholder::syntax).collect(Collectors.joining(", "));
    }
  }

  /** A part of a template. */
  public sealed interface Part extends Serializable {
    /** Literal text. */
    record Literal(String text) implements Part {}

    /** The value of a placeholder. */
    record Value(Placeholder placeholder) implements Part {}
  }

  public TextTemplate {
    parts = List.copyOf(parts);
  }

  /**
   * Parses a template.
   *
   * @throws IllegalArgumentException listing all mistakes if the text is not a valid template
   */
  public static TextTemplate of(String text) {
    List<String> problems = new ArrayList<>();
    TextTemplate template = parse(text, problems::add);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return template;
  }

  /** Parses a template; mistakes are reported to {@code problems} and omitted. */
  public static TextTemplate parse(String text, Consumer<String> problems) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '{' && c != '}') {
        literal.append(c);
        at++;
      } else if (at + 1 < text.length() && text.charAt(at + 1) == c) {
        literal.append(c);
        at += 2;
      } else {
        flush(literal, parts);
        at = placeholder(text, at, parts, problems);
      }
    }
    flush(literal, parts);
    return new TextTemplate(parts);
  }

  /** Renders the template with the values of an example. */
  public String render(Example example) {
    return render(placeholder -> placeholder.of(example));
  }

  /** Renders the template with arbitrary values. */
  public String render(Function<Placeholder, String> values) {
    StringBuilder out = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Part.Value value) {
        out.append(values.apply(value.placeholder()));
      } else if (part instanceof Part.Literal literal) {
        out.append(literal.text());
      }
    }
    return out.toString();
  }

  /** Parses the single brace at {@code at} and returns the index to continue from. */
  private static int placeholder(String text, int at, List<Part> parts, Consumer<String> problems) {
    int end = text.indexOf('}', at);
    if (text.charAt(at) == '}' || end < 0) {
      problems.accept(
          "single %s at character %d; write %1$s%1$s for a literal brace"
              .formatted(text.charAt(at), text.codePointCount(0, at)));
      return at + 1;
    }
    String written = text.substring(at, end + 1);
    Optional<Placeholder> parsed = Placeholder.syntax(written);
    parsed.ifPresentOrElse(
        placeholder -> parts.add(new Part.Value(placeholder)),
        () ->
            problems.accept(
                "unknown placeholder %s; known are %s".formatted(written, Placeholder.all())));
    return end + 1;
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Part.Literal(literal.toString()));
      literal.setLength(0);
    }
  }
}
