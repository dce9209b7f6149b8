package io.gristmill.mix;

import io.gristmill.check.Require;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Puts sources under another name, several under one: {@code "*cot* -> chain-of-thought"}.
 *
 * @param pattern the sources meant, in any case; {@code *} is any text, {@code ?} any character
 * @param name what they count as
 */
public record SourceGroup(String pattern, String name) implements Serializable {

  private static final String ARROW = "->";

  public SourceGroup {
    Require.that(!name.isEmpty(), "the name that \"%s\" counts as must not be empty", pattern);
  }

  /** Reads {@code pattern -> name}; nothing where the text is not of that form. */
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

  /** The name of a source under the first rule that means it; its own where none does. */
  public static String groupOf(String source, List<SourceGroup> rules) {
    return rules.stream()
        .filter(rule -> rule.matches(source))
        .findFirst()
        .map(SourceGroup::name)
        .orElse(source);
  }

  boolean matches(String source) {
    return glob(
        pattern.toLowerCase(Locale.ROOT).codePoints().toArray(),
        source.toLowerCase(Locale.ROOT).codePoints().toArray());
  }

  /** Matches in at most |pattern| * |text| steps, whatever the pattern. */
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
