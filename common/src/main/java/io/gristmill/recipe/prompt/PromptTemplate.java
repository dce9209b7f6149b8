package io.gristmill.recipe.prompt;

import io.gristmill.check.Problems;
import io.gristmill.check.Require;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A prompt with placeholders such as <code>{instruction}</code>; <code>{{</code> and <code>}}
 * </code> stand for single braces. It is taken apart once and filled in one pass, so that braces,
 * quotes or whole prompts inside a value are data and nothing else.
 *
 * <p>Lines at its head that start with {@code #:} are notes for people and not part of it, nor are
 * line ends at its end, which editors add and remove. Line ends are {@code \n}.
 */
public final class PromptTemplate implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final String NOTE = "#:";
  private static final Pattern TOKEN =
      Pattern.compile("\\{\\{|\\}\\}|\\{([a-z][a-z0-9-]*)\\}|[{}]");

  /** Literal texts and, between each two of them, a placeholder's name. */
  private final List<String> literals;

  private final List<String> names;

  private PromptTemplate(List<String> literals, List<String> names) {
    this.literals = List.copyOf(literals);
    this.names = List.copyOf(names);
  }

  /**
   * The placeholders that a prompt may have.
   *
   * @param required without which the prompt makes no sense
   * @param optional that it may leave out
   */
  public record Placeholders(List<String> required, List<String> optional) {
    public Placeholders {
      required = List.copyOf(required);
      optional = List.copyOf(optional);
    }

    boolean knows(String name) {
      return required.contains(name) || optional.contains(name);
    }

    /** All of them as they are written, for messages and help. */
    public String written() {
      List<String> all = new ArrayList<>(required);
      all.addAll(optional);
      return all.isEmpty()
          ? "none"
          : all.stream().map(PromptTemplate::written).collect(Collectors.joining(", "));
    }
  }

  /**
   * Takes a text apart.
   *
   * @param place the file or key, for messages
   * @param problems receives every unknown, missing or broken placeholder
   */
  public static PromptTemplate parse(
      String place, String text, Placeholders known, Problems problems) {
    String body = body(text);
    List<String> literals = new ArrayList<>();
    List<String> names = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    Matcher token = TOKEN.matcher(body);
    int at = 0;
    while (token.find()) {
      literal.append(body, at, token.start());
      at = token.end();
      String name = token.group(1);
      if (name != null) {
        literals.add(literal.toString());
        literal.setLength(0);
        names.add(name);
      } else {
        literal.append(token.group(), 0, 1);
        if (token.group().length() == 1) {
          problems.add(
              "%s: single %s in line %d; write %2$s%2$s for a literal brace",
              place, token.group(), line(text, body, token.start()));
        }
      }
    }
    literals.add(literal.append(body.substring(at)).toString());
    check(place, names, known, problems);
    return new PromptTemplate(literals, names);
  }

  /**
   * The prompt with values in place of the placeholders.
   *
   * @param values by name; those the prompt does not use are ignored
   */
  public String render(Map<String, String> values) {
    StringBuilder out = new StringBuilder(literals.get(0));
    for (int i = 0; i < names.size(); i++) {
      String value = values.get(names.get(i));
      Require.that(value != null, "no value for placeholder %s", written(names.get(i)));
      out.append(value).append(literals.get(i + 1));
    }
    return out.toString();
  }

  /** The names of its placeholders. */
  public Set<String> names() {
    return new LinkedHashSet<>(names);
  }

  private static void check(
      String place, List<String> names, Placeholders known, Problems problems) {
    for (String name : names) {
      if (!known.knows(name)) {
        problems.add(
            "%s: unknown placeholder %s; known are %s", place, written(name), known.written());
      }
    }
    for (String name : known.required()) {
      if (!names.contains(name)) {
        problems.add("%s: placeholder %s is missing", place, written(name));
      }
    }
  }

  private static String body(String text) {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    String lines = plain.replace("\r\n", "\n");
    int start = 0;
    while (lines.startsWith(NOTE, start)) {
      int lineEnd = lines.indexOf('\n', start);
      start = lineEnd < 0 ? lines.length() : lineEnd + 1;
    }
    int end = lines.length();
    while (end > start && lines.charAt(end - 1) == '\n') {
      end--;
    }
    return lines.substring(start, end);
  }

  /** Counts from 1 in the file, notes included. */
  private static long line(String text, String body, int at) {
    String lines = text.replace("\r\n", "\n");
    int start = lines.indexOf(body);
    return 1 + lines.substring(0, start + at).chars().filter(c -> c == '\n').count();
  }

  private static String written(String name) {
    return "{" + name + "}";
  }
}
