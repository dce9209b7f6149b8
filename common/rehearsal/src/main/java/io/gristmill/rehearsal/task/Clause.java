package io.gristmill.rehearsal.task;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A clause of actor, action and object. The lexicon's tables map word forms: {@code actor} maps the
 * form as subject to the form after "by", {@code action} the past tense to the participle, {@code
 * object} the form as object to the form as subject.
 *
 * @param actorKey key of table actor
 * @param actionKey key of table action
 * @param objectKey key of table object
 */
record Clause(String actorKey, String actionKey, String objectKey) {

  static Clause draw(SlotSampler draw) {
    return new Clause(draw.key("actor"), draw.key("action"), draw.key("object"));
  }

  /** Parses a sentence, ignoring case. */
  static Optional<Clause> read(String sentence, Lexicon lexicon) {
    Matcher matcher = lexicon.clausePattern().matcher(sentence.strip());
    return matcher.matches()
        ? Optional.of(new Clause(matcher.group("who"), matcher.group("did"), matcher.group("what")))
        : Optional.empty();
  }

  /** Sentence in the active voice. */
  String active(Lexicon lexicon) {
    return switch (lexicon.language()) {
      case KO ->
          actorKey
              + subjectMark(actorKey)
              + " "
              + objectKey
              + objectMark(objectKey)
              + " "
              + actionKey
              + ".";
      case ZH -> actorKey + actionKey + objectKey + "。";
      default -> ListFamilies.capital(actorKey + " " + actionKey + " " + objectKey + ".");
    };
  }

  /** Sentence in the passive voice; not available in Korean. */
  String passive(Lexicon lexicon) {
    String by = lexicon.lookUp("actor", actorKey);
    String done = lexicon.lookUp("action", actionKey);
    String subject = lexicon.lookUp("object", objectKey);
    String sentence =
        switch (lexicon.language()) {
          case EN -> subject + " was " + done + " by " + by + ".";
          case DE -> subject + " wurde von " + by + " " + done + ".";
          case ES -> subject + " fue " + agree(done, subject) + " por " + by + ".";
          case ZH -> subject + "被" + by + done + "。";
          case KO -> throw new java.util.NoSuchElementException("no passive");
        };
    return ListFamilies.capital(sentence);
  }

  /** The actor, capitalized. */
  String actor(Lexicon lexicon) {
    return ListFamilies.capital(actorKey);
  }

  /** The object, in the form used on its own. */
  String object(Lexicon lexicon) {
    return ListFamilies.capital(lexicon.lookUp("object", objectKey));
  }

  private static String agree(String participle, String subject) {
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

  /** Korean subject particle, which depends on whether the noun ends in a consonant. */
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
