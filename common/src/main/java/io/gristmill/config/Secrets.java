package io.gristmill.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Recognizes secret settings by their names and masks passwords in URLs. For keys that users choose
 * themselves (options of a data source) the rules are stricter.
 */
final class Secrets {

  static final String HIDDEN = "<hidden>";

  private static final Pattern BETWEEN_WORDS =
      Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern SECRET_WORD =
      Pattern.compile(
          ".*(password|passwd|passphrase|secret|secrets|apikey|accesskey)|pwd|credentials?");
  private static final Set<String> SECRET_AT_END = Set.of("key", "token");

  /** Words before {@code token} in keys of {@code reference.conf} that name a text token. */
  private static final Set<String> OF_TEXT = Set.of("bos", "eos", "pad");

  private static final Pattern IN_ADDRESS = Pattern.compile("(://[^/@:\\s]*):[^/@\\s]+@");
  private static final Pattern IN_PARAMETER =
      Pattern.compile("(?i)\\b(\\w*(?:password|passwd|pwd|secret|token|key)=)[^&;,\\s]+");

  private Secrets() {}

  /** Whether a setting is a secret; {@code isUserKey}: the user chose the name. */
  static boolean isSecret(List<String> path, boolean isUserKey) {
    List<String> words =
        path.stream()
            .flatMap(element -> Arrays.stream(BETWEEN_WORDS.split(element)))
            .filter(word -> !word.isEmpty())
            .map(word -> word.toLowerCase(Locale.ROOT))
            .toList();
    return words.stream().anyMatch(word -> SECRET_WORD.matcher(word).matches())
        || (isUserKey && words.stream().anyMatch(SECRET_AT_END::contains))
        || (SECRET_AT_END.contains(last(words, 1)) && !OF_TEXT.contains(last(words, 2)));
  }

  private static String last(List<String> words, int place) {
    return words.size() < place ? "" : words.get(words.size() - place);
  }

  /** Masks passwords in URLs; under a key of the user's also secret URL parameters. */
  static String hideInside(String text, boolean isUserKey) {
    String hidden = IN_ADDRESS.matcher(text).replaceAll("$1:" + HIDDEN + "@");
    return isUserKey ? IN_PARAMETER.matcher(hidden).replaceAll("$1" + HIDDEN) : hidden;
  }
}
