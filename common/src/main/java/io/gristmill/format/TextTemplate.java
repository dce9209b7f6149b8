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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text with placeholders such as <code>{instruction}</code>; <code>{{</code> and <code>}}</code>
 * are literal braces. Braces in values are never expanded.
 */
record TextTemplate(String text) implements Serializable {

  private static final Pattern BRACES = Pattern.compile("\\{\\{|}}|\\{[^}]*}|[{}]");

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

  /**
   * Checks a template.
   *
   * @throws IllegalArgumentException listing all mistakes if the text is not a valid template
   */
  public static TextTemplate of(String text) {
    List<String> problems = new ArrayList<>();
    TextTemplate template = of(text, problems::add);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return template;
  }

  /** Checks a template; mistakes are reported to {@code problems} and not rendered. */
  static TextTemplate of(String text, Consumer<String> problems) {
    Matcher braces = BRACES.matcher(text);
    while (braces.find()) {
      String found = braces.group();
      if (found.length() == 1) {
        problems.accept(
            "single %s at character %d; write %1$s%1$s for a literal brace"
                .formatted(found, text.codePointCount(0, braces.start())));
      } else if (!isDoubled(found) && Placeholder.syntax(found).isEmpty()) {
        problems.accept("unknown placeholder %s; known are %s".formatted(found, Placeholder.all()));
      }
    }
    return new TextTemplate(text);
  }

  private static boolean isDoubled(String braces) {
    return braces.equals("{{") || braces.equals("}}");
  }

  /** Renders the template with the values of an example. */
  public String render(Example example) {
    return render(placeholder -> placeholder.of(example));
  }

  /** Renders the template with arbitrary values. */
  public String render(Function<Placeholder, String> values) {
    return BRACES
        .matcher(text)
        .replaceAll(
            braces ->
                isDoubled(braces.group())
                    ? braces.group().substring(1)
                    : Placeholder.syntax(braces.group())
                        .map(values)
                        .map(Matcher::quoteReplacement)
                        .orElse(""));
  }
}
