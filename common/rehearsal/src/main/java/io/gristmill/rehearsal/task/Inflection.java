package io.gristmill.rehearsal.task;

import java.util.NoSuchElementException;
import java.util.regex.Pattern;

/** Regular inflection; irregular words are not supported. */
final class Inflection {

  private static final Pattern HISSING = Pattern.compile("(?i).*(s|x|z|ch|sh)");
  private static final Pattern CONSONANT_Y = Pattern.compile("(?i).*[^aeiou]y");
  private static final Pattern SHORT_SYLLABLE = Pattern.compile("(?i)[^aeiou]*[aeiou][^aeiouwxy]");
  private static final Pattern WORD = Pattern.compile("\\p{L}+");

  private Inflection() {}

  static String plural(String noun, Language language) {
    requireWord(noun);
    return switch (language) {
      case EN -> HISSING.matcher(noun).matches() ? noun + "es" : iesOr(noun, "s");
      case ES -> spanishPlural(noun);
      default -> throw new NoSuchElementException("no regular plural in " + language);
    };
  }

  /** English simple past. */
  static String past(String verb) {
    requireWord(verb);
    if (CONSONANT_Y.matcher(verb).matches()) {
      return cut(verb) + "ied";
    }
    return verb.endsWith("e") ? verb + "d" : doubleConsonant(verb) + "ed";
  }

  /** English comparative of a short adjective. */
  static String comparative(String adjective) {
    requireWord(adjective);
    if (CONSONANT_Y.matcher(adjective).matches()) {
      return cut(adjective) + "ier";
    }
    return adjective.endsWith("e") ? adjective + "r" : doubleConsonant(adjective) + "er";
  }

  private static String spanishPlural(String noun) {
    if (noun.endsWith("z")) {
      return cut(noun) + "ces";
    }
    return noun.matches("(?i).*[aeiouáéó]") ? noun + "s" : noun + "es";
  }

  private static String iesOr(String noun, String ending) {
    return CONSONANT_Y.matcher(noun).matches() ? cut(noun) + "ies" : noun + ending;
  }

  /** Doubles the consonant after a single short vowel: {@code stop} becomes {@code stopp}. */
  private static String doubleConsonant(String word) {
    return SHORT_SYLLABLE.matcher(word).matches() ? word + word.charAt(word.length() - 1) : word;
  }

  private static String cut(String word) {
    return word.substring(0, word.length() - 1);
  }

  private static void requireWord(String text) {
    if (!WORD.matcher(text).matches()) {
      throw new NoSuchElementException("not a word: " + text);
    }
  }
}
