package io.gristmill.rehearsal.task;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Requests to a person in a polite and an impolite wording. */
final class ErrandRequests {

  /** Slot of the requested errand. */
  static final String ERRAND = "errand";

  /** Characters that an errand, a part of one sentence, cannot contain. */
  private static final Pattern END_OF_SENTENCE = Pattern.compile("[.?!。？！\\n]");

  private ErrandRequests() {}

  /** Formats the request in one of its wordings. */
  static String write(boolean polite, Slots slots) {
    return FreeFamilies.compose(composition(polite), slots);
  }

  /** Converts a request in either wording to the given one. */
  static Optional<String> convert(boolean polite, String text, Lexicon lexicon) {
    return Stream.of(true, false)
        .flatMap(tone -> errand(tone, text, lexicon).stream())
        .findFirst()
        .map(errand -> write(polite, new Slots(Map.of(ERRAND, errand), lexicon)));
  }

  private static Optional<String> errand(boolean polite, String text, Lexicon lexicon) {
    return WordingTemplate.of(lexicon.composition(composition(polite)))
        .read(text, ERRAND)
        .filter(errand -> !END_OF_SENTENCE.matcher(errand).find())
        .map(errand -> insideSentence(errand, lexicon));
  }

  private static String composition(boolean polite) {
    return polite ? "polite-request" : "impolite-request";
  }

  /** Spelling of an errand within a sentence: that of the lexicon, else without initial capital. */
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
