package io.gristmill.rehearsal.task;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Somebody did something to something. The lexicon's tables hold the forms: {@code actor} (as
 * subject = after "by"), {@code action} (past = participle), {@code object} (as object = as
 * subject).
 *
 * @param who key of table actor
 * @param did key of table action
 * @param what key of table object
 */
record Clause(String who, String did, String what) {

  static Clause draw(SlotSampler draw) {
    return new Clause(draw.key("actor"), draw.key("action"), draw.key("object"));
  }

  /** Recognises a sentence, whatever its case. */
  static Optional<Clause> read(String sentence, Lexicon lexicon) {
    Matcher matcher = lexicon.clausePattern().matcher(sentence.strip());
    return matcher.matches()
        ? Optional.of(new Clause(matcher.group("who"), matcher.group("did"), matcher.group("what")))
        : Optional.empty();
  }

  /** The sentence in the active voice. */
  String active(Lexicon lexicon) {
    return switch (lexicon.language()) {
      case KO -> who + subjectMark(who) + " " + what + objectMark(what) + " " + did + ".";
      case ZH -> who + did + what + "。";
      default -> ListFamilies.capital(who + " " + did + " " + what + ".");
    };
  }

  /** The sentence in the passive voice; Korean has no entry in this family. */
  String passive(Lexicon lexicon) {
    String by = lexicon.lookUp("actor", who);
    String done = lexicon.lookUp("action", did);
    String subject = lexicon.lookUp("object", what);
    String sentence =
        switch (lexicon.language()) {
          case EN -> subject + " was " + done + " by " + by + ".";
          case DE -> subject + " wurde von " + by + " " + done + ".";
          case ES -> subject + " fue " + agreeing(done, subject) + " por " + by + ".";
          case ZH -> subject + "被" + by + done + "。";
          case KO -> throw new java.util.NoSuchElementException("no passive");
        };
    return ListFamilies.capital(sentence);
  }

  /** Who acts. */
  String actor(Lexicon lexicon) {
    return ListFamilies.capital(who);
  }

  /** What it is done to, as it would be named alone. */
  String object(Lexicon lexicon) {
    return ListFamilies.capital(lexicon.lookUp("object", what));
  }

  private static String agreeing(String participle, String subject) {
    return Lexicon.lower(subject).startsWith("la ")
        ? participle.substring(0, participle.length() - 1) + "a"
        : participle;
  }

  static Pattern pattern(Lexicon lexicon) {
    String who = group("who", lexicon.table("actor").keySet());
    String did = group("did", lexicon.table("action").keySet());
    String what = group("what", lexicon.table("object").keySet());
    String sentence =
        switch (lexicon.language()) {
          case KO -> who + "[이가] " + what + "[을를] " + did;
          case ZH -> who + did + what;
          default -> who + " " + did + " " + what;
        };
    return Pattern.compile(sentence + "[.。!]?", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private static String group(String name, Set<String> words) {
    return words.stream()
        .map(Pattern::quote)
        .collect(Collectors.joining("|", "(?<" + name + ">", ")"));
  }

  /** The particle after a subject depends on whether the syllable ends in a consonant. */
  private static String subjectMark(String noun) {
    return endsInConsonant(noun) ? "이" : "가";
  }

  private static String objectMark(String noun) {
    return endsInConsonant(noun) ? "을" : "를";
  }

  private static boolean endsInConsonant(String noun) {
    int syllable = noun.charAt(noun.length() - 1) - 0xAC00;
    return syllable >= 0 && syllable % 28 != 0;
  }
}
