package io.gristmill.rehearsal.task;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tasks about letters, words and sentences, and extraction from sentences. */
final class TextFamilies {

  private static final String VOWELS = "aeiouáéíóúäöü";
  private static final Pattern EDGE = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");

  private TextFamilies() {}

  static List<TaskFamily> all() {
    return List.of(
        TaskFamily.of("reverse-word", TextFamilies::noun, s -> reversed(s.text("word"))),
        TaskFamily.of("uppercase", TextFamilies::noun, s -> text(s).toUpperCase(Locale.ROOT)),
        TaskFamily.of("spell", TextFamilies::noun, s -> spelled(s.text("word"))),
        TaskFamily.of("count-letter", TextFamilies::letter, TextFamilies::countLetter),
        TaskFamily.of("vowels", TextFamilies::noun, s -> count(s.text("word"), VOWELS)),
        TaskFamily.of("word-length", TextFamilies::noun, s -> length(s.text("word"))),
        TaskFamily.of("word-count", d -> Map.of(), s -> words(s.text("sentence")).size()),
        TaskFamily.of("last-word", d -> Map.of(), s -> lastWord(s.text("sentence"))),
        TaskFamily.of("first-word", d -> Map.of(), s -> words(s.text("sentence")).get(0)),
        TaskFamily.of("replace", TextFamilies::replacement, TextFamilies::replace),
        TaskFamily.labels(
            "palindrome",
            d -> Map.of("pword", d.word(d.random().nextBoolean() ? "palindrome" : "noun")),
            s -> isPalindrome(Lexicon.lower(s.text("pword"))) ? "yes" : "no"),
        TaskFamily.labels(
            "sentence-type",
            d ->
                Map.of("utterance", d.sentence(d.random().nextBoolean() ? "question" : "sentence")),
            s -> s.text("utterance").matches("(?s).*[?？]") ? "question" : "statement"),
        TaskFamily.labels(
            "number-or-word",
            d -> Map.of("token", d.random().nextBoolean() ? d.number(10, 9999) : d.word("noun")),
            s -> s.text("token").matches("[0-9]+") ? "number" : "word"),
        TaskFamily.of("json", d -> Map.of(), TextFamilies::json),
        TaskFamily.of("extract-person", d -> Map.of(), s -> extract("person", s)),
        TaskFamily.of("extract-city", d -> Map.of(), s -> extract("city", s)),
        TaskFamily.of("extract-year", d -> Map.of(), s -> extract("year", s)),
        TaskFamily.of("extract-job", d -> Map.of(), s -> extract("job", s)),
        TaskFamily.of("extract-email", TextFamilies::email, s -> checkEmail(s.text("email"))));
  }

  private static Map<String, ?> noun(SlotSampler draw) {
    return Map.of("word", draw.word("noun"));
  }

  private static String text(Slots slots) {
    return slots.text(slots.has("sentence") ? "sentence" : "word");
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String reversed(String word) {
    return new StringBuilder(word).reverse().toString(); // keeps surrogate pairs together
  }

  private static boolean isPalindrome(String word) {
    return reversed(word).equals(word);
  }

  private static String spelled(String word) {
    return word.codePoints().mapToObj(Character::toString).collect(Collectors.joining("-"));
  }

  private static Map<String, ?> letter(SlotSampler draw) {
    String word = draw.word("noun");
    int letter = word.codePointAt(draw.number(0, word.length() - 1));
    return Map.of("word", word, "letter", Lexicon.lower(Character.toString(letter)));
  }

  private static long countLetter(Slots slots) {
    String letter = Lexicon.lower(slots.text("letter"));
    if (length(letter) != 1) {
      throw new NoSuchElementException("not one letter");
    }
    return count(text(slots), letter);
  }

  private static long count(String text, String letters) {
    return Lexicon.lower(text).codePoints().filter(c -> letters.indexOf(c) >= 0).count();
  }

  /** Words between blanks, without surrounding punctuation. */
  private static List<String> words(String sentence) {
    List<String> words =
        Arrays.stream(sentence.strip().split("\\s+", -1))
            .map(word -> EDGE.matcher(word).replaceAll(""))
            .filter(word -> !word.isEmpty())
            .toList();
    if (words.size() < 2) {
      throw new NoSuchElementException("not a sentence");
    }
    return words;
  }

  private static String lastWord(String sentence) {
    List<String> words = words(sentence);
    return words.get(words.size() - 1);
  }

  private static Map<String, ?> replacement(SlotSampler draw) {
    String sentence = draw.sentence("sentence");
    String old = draw.of(words(sentence));
    return Map.of("oldsentence", sentence, "old", old, "new", draw.word("noun"));
  }

  private static String replace(Slots slots) {
    String sentence = slots.text("oldsentence");
    String word = "(?<![\\p{L}\\p{N}])" + Pattern.quote(slots.text("old")) + "(?![\\p{L}\\p{N}])";
    String replaced = sentence.replaceAll(word, slots.text("new"));
    if (replaced.equals(sentence)) {
      throw new NoSuchElementException("nothing to replace");
    }
    return replaced;
  }

  private static String json(Slots slots) {
    return "{\"name\": \"%s\", \"city\": \"%s\", \"year\": %d}"
        .formatted(slots.text("person"), slots.text("city"), slots.number("year"));
  }

  /** Value of a slot in a sentence about a person. */
  private static String extract(String slot, Slots slots) {
    String text = slots.text("biography");
    return slots.lexicon().templates("biography").stream()
        .flatMap(template -> template.read(text, slot).stream())
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, ?> email(SlotSampler draw) {
    Lexicon english = Lexicon.of(Language.EN);
    String name = Lexicon.lower(english.list("person").get(draw.number(0, 39)));
    String domain = english.list("domain").get(draw.number(0, 2));
    return Map.of("email", name + draw.number(1, 99) + "@" + domain);
  }

  private static String checkEmail(String text) {
    if (!text.matches("[^@\\s]+@[^@\\s]+\\.[a-z]+")) {
      throw new NoSuchElementException("no address");
    }
    return text;
  }
}
