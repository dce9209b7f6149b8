package io.gristmill.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The text of {@code reference.conf} with its comments, for people who want to read it. */
public final class ReferenceText {

  private static final String INDENT = "  ";

  private ReferenceText() {}

  /** All of it. */
  public static String whole() {
    try (InputStream in =
        Objects.requireNonNull(
            ReferenceText.class.getClassLoader().getResourceAsStream("reference.conf"),
            "reference.conf is not on the class path")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
