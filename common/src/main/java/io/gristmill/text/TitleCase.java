package io.gristmill.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Title case of one code point by the full mapping, which the JDK lacks: it maps a code point to a
 * single code point, so ligatures and ß do not change. The resource {@code title-case.txt} lists
 * every code point for which Python and Java disagree.
 */
final class TitleCase {

  private static final Map<Integer, String> TABLE = table();

  private TitleCase() {}

  /** Returns the title case of a code point, one to three code points long. */
  static String of(int codePoint) {
    String special = codePoint < 0x80 ? null : TABLE.get(codePoint);
    return special == null ? Character.toString(Character.toTitleCase(codePoint)) : special;
  }

  private static Map<Integer, String> table() {
    Map<Integer, String> table = new HashMap<>();
    try (InputStream in = TitleCase.class.getResourceAsStream("title-case.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().filter(line -> !line.startsWith("#")).toList()) {
        int[] points =
            Arrays.stream(line.split(" ", -1)).mapToInt(hex -> Integer.parseInt(hex, 16)).toArray();
        table.put(points[0], new String(points, 1, points.length - 1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }
}
