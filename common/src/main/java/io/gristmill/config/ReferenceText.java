package io.gristmill.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The text of {@code reference.conf} with its comments, for people who want to read it. */
public final class ReferenceText {

  private static final String INDENT = "  ";

  private ReferenceText() {}

  /** All of it. */
  public static String whole() {
    return Resource.text("reference.conf");
  }

  /**
   * A block of settings with the comments in it and right above it, itself HOCON. Goes by the
   * file's indentation: a block of the first level opens and closes at two blanks.
   *
   * @param name of a first-level block, for example {@code dedup}
   * @return its lines, not indented; nothing when there is no such block
   */
  public static Optional<String> block(String name) {
    List<String> lines = whole().lines().toList();
    int open = lines.indexOf(INDENT + name + " {");
    if (open < 0) {
      return Optional.empty();
    }
    int first = open;
    while (lines.get(first - 1).startsWith(INDENT + "#")) {
      first--;
    }
    int close = open + lines.subList(open, lines.size()).indexOf(INDENT + "}");
    return Optional.of(
        lines.subList(first, close + 1).stream()
            .map(line -> line.startsWith(INDENT) ? line.substring(INDENT.length()) : line)
            .collect(Collectors.joining("\n")));
  }
}
