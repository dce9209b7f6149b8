package io.gristmill.mix;

import io.gristmill.check.Require;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Renames the sources that match a pattern; several may get the same name: {@code "*cot* ->
 * chain-of-thought"}.
 *
 * @param pattern pattern of source names, ignoring case; {@code *} matches any text, {@code ?} any
 *     one character
 */
public record SourceGroup(String pattern, String name) implements Serializable {

  private static final String ARROW = "->";

  public SourceGroup {
    Require.that(!name.isEmpty(), "the name of the group \"%s\" must not be empty", pattern);
  }

  /** Parses {@code pattern -> name}; empty if the text does not have that form. */
  public static Optional<SourceGroup> parse(String text) {
    int arrow = text.lastIndexOf(ARROW);
    if (arrow < 0) {
      return Optional.empty();
    }
    String name = text.substring(arrow + ARROW.length()).strip();
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(new SourceGroup(text.substring(0, arrow).strip(), name));
  }

  /** Returns the name that the first matching rule gives to a source, otherwise its own. */
  public static String groupOf(String source, List<SourceGroup> groups) {
    return groups.stream()
        .filter(group -> group.matches(source))
        .findFirst()
        .map(SourceGroup::name)
        .orElse(source);
  }

  boolean matches(String source) {
    return glob(
        pattern.toLowerCase(Locale.ROOT).codePoints().toArray(),
        source.toLowerCase(Locale.ROOT).codePoints().toArray());
  }

  /** Matches in at most |pattern| * |text| steps for any pattern. */
  private static boolean glob(int[] pattern, int[] text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length) {
      if (p < pattern.length && pattern[p] == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length && (pattern[p] == '?' || pattern[p] == text[t])) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length && pattern[p] == '*') {
      p++;
    }
    return p == pattern.length;
  }
}
