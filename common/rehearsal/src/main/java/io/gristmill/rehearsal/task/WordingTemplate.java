package io.gristmill.rehearsal.task;

import io.gristmill.check.Require;
import io.gristmill.random.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Template of a wording with {@code {slots}} and nested {@code (one|or|another)} choices. It
 * generates texts and parses them; parsing ignores case and the final punctuation mark.
 */
final class WordingTemplate {

  private static final String END_MARKS = ".?!。？！";

  /** Slots whose values contain no blanks and no punctuation except in numbers. */
  private static final Set<String> ONE_WORD =
      Set.of(
          ("a b c d n p t v x date date2 days letter minutes new noun old pos pword roman time"
                  + " token verb adjective word word2 year")
              .split(" ", -1));

  private static final String ANY_END_MARK = "[" + END_MARKS + "]?";

  private sealed interface Node {
    record Literal(String text) implements Node {}

    record Slot(String name) implements Node {}

    record Choice(List<List<Node>> branches) implements Node {}
  }

  private final List<Node> nodes;
  private final Set<String> slots = new LinkedHashSet<>();
  private final Pattern pattern;

  private WordingTemplate(String text) {
    Reader reader = new Reader(text);
    nodes = reader.sequence();
    Require.that(reader.atEnd(), "unbalanced bracket in wording: %s", text);
    pattern =
        Pattern.compile(
            expression(nodes), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
  }

  static WordingTemplate of(String text) {
    return new WordingTemplate(text);
  }

  /** Names of the slots in order of first occurrence. */
  Set<String> slots() {
    return slots;
  }

  /** Generates a text: draws choices and fills in slots. */
  String write(RandomStream random, UnaryOperator<String> values) {
    StringBuilder out = new StringBuilder();
    write(nodes, random, values, out);
    return out.toString();
  }

  /** Parses a text; empty unless the whole text matches. */
  Optional<Map<String, String>> read(String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    slots.forEach(
        slot -> Optional.ofNullable(matcher.group(slot)).ifPresent(v -> values.put(slot, v)));
    return Optional.of(values);
  }

  /** Parses a text and returns the value of one slot. */
  Optional<String> read(String text, String slot) {
    return read(text).flatMap(values -> Optional.ofNullable(values.get(slot)));
  }

  private static void write(
      List<Node> nodes, RandomStream random, UnaryOperator<String> values, StringBuilder out) {
    for (Node node : nodes) {
      if (node instanceof Node.Literal literal) {
        out.append(literal.text());
      } else if (node instanceof Node.Slot slot) {
        out.append(values.apply(slot.name()));
      } else if (node instanceof Node.Choice choice) {
        List<List<Node>> branches = choice.branches();
        write(branches.get(random.nextInt(branches.size())), random, values, out);
      }
    }
  }

  private String expression(List<Node> sequence) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < sequence.size(); i++) {
      boolean last = sequence == nodes && i == sequence.size() - 1;
      if (sequence.get(i) instanceof Node.Literal literal) {
        out.append(literal(literal.text(), last));
      } else if (sequence.get(i) instanceof Node.Slot slot) {
        out.append(slot(slot.name()));
      } else if (sequence.get(i) instanceof Node.Choice choice) {
        out.append("(?:")
            .append(String.join("|", choice.branches().stream().map(this::expression).toList()))
            .append(')');
      }
    }
    return out.toString();
  }

  private static String literal(String text, boolean last) {
    int end = text.length() - 1;
    return last && END_MARKS.indexOf(text.charAt(end)) >= 0
        ? Pattern.quote(text.substring(0, end)) + ANY_END_MARK
        : Pattern.quote(text);
  }

  private String slot(String name) {
    return slots.add(name) ? "(?<" + name + ">" + value(name) + ")" : "\\k<" + name + ">";
  }

  private static String value(String name) {
    if (name.equals("task")) {
      return ".+[.?!\"。？！」”»]"; // greedy: text after a task is never part of it
    }
    return ONE_WORD.contains(name) ? "[^\\s,;.?!。？！]+?|[-0-9.]+?" : ".+?";
  }

  /** Parses the notation of templates. */
  private static final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    boolean atEnd() {
      return at == text.length();
    }

    List<Node> sequence() {
      List<Node> sequence = new ArrayList<>();
      while (!atEnd() && "|)".indexOf(text.charAt(at)) < 0) {
        switch (text.charAt(at)) {
          case '{' -> sequence.add(new Node.Slot(upTo('}')));
          case '(' -> sequence.add(choice());
          default -> sequence.add(literal());
        }
      }
      return sequence;
    }

    private Node choice() {
      List<List<Node>> branches = new ArrayList<>();
      do {
        at++;
        branches.add(sequence());
      } while (!atEnd() && text.charAt(at) == '|');
      Require.that(!atEnd(), "unbalanced bracket in wording: %s", text);
      at++;
      return new Node.Choice(List.copyOf(branches));
    }

    private Node literal() {
      int start = at;
      while (!atEnd() && "{(|)".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return new Node.Literal(text.substring(start, at));
    }

    private String upTo(char end) {
      int close = text.indexOf(end, at);
      Require.that(close > at, "unbalanced brace in wording: %s", text);
      String inside = text.substring(at + 1, close);
      at = close + 1;
      return inside;
    }
  }
}
