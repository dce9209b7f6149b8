package io.gristmill.rehearsal.task;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Requests to somebody, in a polite and an impolite wording. */
final class ErrandRequests {

  /** What is asked for. */
  static final String ERRAND = "errand";

  /** What an errand has not: it is a part of one sentence. */
  private static final Pattern END_OF_SENTENCE = Pattern.compile("[.?!。？！\\n]");

  private ErrandRequests() {}

  /** The request in one of its wordings. */
  static String write(boolean polite, Slots slots, Lexicon lexicon) {
    return FreeFamilies.compose(composition(polite), slots, lexicon);
  }

  /** A text that is a request in either wording, in the one that is wanted. */
  static Optional<String> worded(boolean polite, String text, Lexicon lexicon) {
    return Stream.of(true, false)
        .flatMap(tone -> errand(tone, text, lexicon).stream())
        .findFirst()
        .map(errand -> write(polite, new Slots(Map.of(ERRAND, errand)), lexicon));
  }

  private static Optional<String> errand(boolean polite, String text, Lexicon lexicon) {
    return WordingTemplate.of(lexicon.composition(composition(polite)))
        .read(text)
        .flatMap(values -> Optional.ofNullable(values.get(ERRAND)))
        .filter(errand -> !END_OF_SENTENCE.matcher(errand).find())
        .map(errand -> insideSentence(errand, lexicon));
  }

  private static String composition(boolean polite) {
    return polite ? "polite-request" : "impolite-request";
  }

  /** As the lexicon writes it, else without the capital that a sentence begins with. */
  private static String insideSentence(String errand, Lexicon lexicon) {
    return lexicon.list(ERRAND).stream()
        .filter(known -> Lexicon.lower(known).equals(Lexicon.lower(errand)))
        .findFirst()
        .orElseGet(() -> isAcronym(errand) ? errand : withoutCapital(errand));
  }

  private static boolean isAcronym(String text) {
    return text.codePoints().limit(2).allMatch(Character::isUpperCase);
  }

  private static String withoutCapital(String text) {
    int end = text.offsetByCodePoints(0, 1);
    return Lexicon.lower(text.substring(0, end)) + text.substring(end);
  }
}
