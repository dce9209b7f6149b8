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
 * </code> produce single braces. It is parsed once and filled in one pass, so braces, quotes or
 * whole prompts inside a value are plain data.
 *
 * <p>Leading lines that start with {@code #:} are notes and not part of the prompt, nor are
 * trailing line breaks, which editors add and remove. Line breaks are {@code \n}.
 */
public final class PromptTemplate implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final String NOTE = "#:";
  private static final Pattern TOKEN =
      Pattern.compile("\\{\\{|\\}\\}|\\{([a-z][a-z0-9-]*)\\}|[{}]");

  /** Literal texts; {@link #names} holds the placeholder after each but the last. */
  private final List<String> literals;

  private final List<String> names;

  private PromptTemplate(List<String> literals, List<String> names) {
    this.literals = List.copyOf(literals);
    this.names = List.copyOf(names);
  }

  /**
   * Placeholders of a prompt.
   *
   * @param required placeholders that the prompt must contain
   * @param optional placeholders that the prompt may omit
   */
  public record Placeholders(List<String> required, List<String> optional) {
    public Placeholders {
      required = List.copyOf(required);
      optional = List.copyOf(optional);
    }

    boolean knows(String name) {
      return required.contains(name) || optional.contains(name);
    }

    /** All placeholders as written in a prompt, for messages and help. */
    public String written() {
      List<String> all = new ArrayList<>(required);
      all.addAll(optional);
      return all.isEmpty()
          ? "none"
          : all.stream().map(PromptTemplate::written).collect(Collectors.joining(", "));
    }
  }

  /**
   * Parses a template.
   *
   * @param place file or key, for messages
   * @param problems collects unknown, missing and malformed placeholders
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
   * Fills in the placeholders.
   *
   * @param values values by placeholder name; unused ones are ignored
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

  /** Names of the placeholders. */
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

  /** Line number in the file, from 1, including the notes. */
  private static long line(String text, String body, int at) {
    String lines = text.replace("\r\n", "\n");
    int start = lines.indexOf(body);
    return 1 + lines.substring(0, start + at).chars().filter(c -> c == '\n').count();
  }

  private static String written(String name) {
    return "{" + name + "}";
  }
}
