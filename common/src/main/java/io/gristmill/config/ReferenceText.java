package io.gristmill.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The text of {@code reference.conf} with its comments, for help and printed settings. */
public final class ReferenceText {

  private static final String INDENT = "  ";

  private ReferenceText() {}

  /** The whole file. */
  public static String whole() {
    return Resource.text("reference.conf");
  }

  /**
   * Returns a first-level block as HOCON, with the comments inside and directly above it. It is
   * found by its indentation of two spaces.
   *
   * @param name name of the block, for example {@code dedup}
   * @return the unindented lines, or empty for an unknown block
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
