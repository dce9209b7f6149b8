package io.gristmill.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Splits the text of {@code reference.conf} into its parts, in order. The file's layout matters: a
 * key or the closing brace of a block starts a line, and a comment describes all keys of its
 * paragraph.
 */
final class ReferenceParts {

  /** A part of the text. */
  sealed interface Part {}

  /** A comment line, a blank line or the first line of a block. */
  record Verbatim(String line) implements Part {}

  /** A key with its path, without the outermost block, and its paragraph's or block's comment. */
  record Entry(List<String> path, String indent, List<String> lines, String comment)
      implements Part {}

  /** The last line of a block. */
  record BlockEnd(List<String> path, String line) implements Part {}

  private static final Pattern KEY = Pattern.compile("( *)([a-z0-9-]+) *(=|\\{)(.*)");

  private final List<String> lines;
  private final List<Part> parts = new ArrayList<>();
  private final Deque<String> path = new ArrayDeque<>();
  private final List<String> comment = new ArrayList<>();
  private final Deque<String> blockComments = new ArrayDeque<>();

  private ReferenceParts(String text) {
    lines = text.lines().toList();
  }

  static List<Part> of(String text) {
    ReferenceParts reader = new ReferenceParts(text);
    reader.read();
    return reader.parts;
  }

  private void read() {
    boolean afterKey = false;
    int next = 0;
    while (next < lines.size()) {
      String line = lines.get(next);
      Matcher key = KEY.matcher(line);
      if (key.matches() && !line.endsWith("{")) {
        next = entry(next, key);
        afterKey = true;
        continue;
      }
      if (key.matches()) {
        path.addLast(key.group(2));
        blockComments.addLast(text(comment));
        comment.clear();
        parts.add(new Verbatim(line));
      } else if (line.strip().equals("}")) {
        parts.add(new BlockEnd(below(path), line));
        path.removeLast();
        blockComments.removeLast();
        comment.clear();
      } else {
        if (line.isBlank() || afterKey) {
          comment.clear();
        }
        if (line.strip().startsWith("#")) {
          comment.add(line.strip().substring(1).strip());
        }
        parts.add(new Verbatim(line));
      }
      afterKey = false;
      next++;
    }
  }

  /** Reads an entry, possibly of several lines; returns the index of the next line. */
  private int entry(int first, Matcher key) {
    for (int end = first + 1; end <= lines.size(); end++) {
      List<String> whole = lines.subList(first, end);
      if (isComplete(String.join("\n", whole))) {
        List<String> full = new ArrayList<>(below(path));
        full.add(key.group(2));
        parts.add(new Entry(full, key.group(1), List.copyOf(whole), comment()));
        return end;
      }
    }
    throw new IllegalStateException("reference.conf: no value: " + lines.get(first));
  }

  /** The comment of the paragraph, or of the block if there is none. */
  private String comment() {
    return comment.isEmpty() ? blockComments.getLast() : text(comment);
  }

  private static boolean isComplete(String text) {
    try {
      Config parsed = ConfigFactory.parseString(text);
      return !parsed.root().isEmpty();
    } catch (ConfigException incomplete) {
      return false;
    }
  }

  private static String text(List<String> comment) {
    return comment.stream().collect(Collectors.joining(" "));
  }

  /** The path without the outermost block. */
  private static List<String> below(Deque<String> path) {
    return path.stream().skip(1).toList();
  }
}
