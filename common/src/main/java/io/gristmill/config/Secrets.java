package io.gristmill.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells by its name whether a setting is a secret, and hides passwords inside addresses. Where
 * names are the user's own (options of a source) rather more is hidden than less.
 */
final class Secrets {

  static final String HIDDEN = "<hidden>";

  private static final Pattern BETWEEN_WORDS =
      Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern SECRET_WORD =
      Pattern.compile(
          ".*(password|passwd|passphrase|secret|secrets|apikey|accesskey)|pwd|credentials?");
  private static final Set<String> SECRET_AT_END = Set.of("key", "token");

  /** Words before {@code token} in keys of ours that name a token of a text. */
  private static final Set<String> OF_TEXT = Set.of("bos", "eos", "pad");

  private static final Pattern IN_ADDRESS = Pattern.compile("(://[^/@:\\s]*):[^/@\\s]+@");
  private static final Pattern IN_PARAMETER =
      Pattern.compile("(?i)\\b(\\w*(?:password|passwd|pwd|secret|token|key)=)[^&;,\\s]+");

  private Secrets() {}

  /**
   * @param path elements of the key
   * @param isUserKey whether the name is the user's own, not one of reference.conf
   */
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

  /** A text without the password of an address; of the user's own also without parameters. */
  static String hideInside(String text, boolean isUserKey) {
    String hidden = IN_ADDRESS.matcher(text).replaceAll("$1:" + HIDDEN + "@");
    return isUserKey ? IN_PARAMETER.matcher(hidden).replaceAll("$1" + HIDDEN) : hidden;
  }
}
