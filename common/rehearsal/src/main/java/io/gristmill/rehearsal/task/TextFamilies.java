package io.gristmill.rehearsal.task;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tasks about letters, words and sentences, and extraction from sentences. */
final class TextFamilies {

  private static final String VOWELS = "aeiouáéíóúäöü";
  private static final Pattern EDGE = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private TextFamilies() {}

  static List<TaskFamily> all() {
    return List.of(
        TaskFamily.of("reverse-word", noun(), (s, l) -> reversed(s.text("word"))),
        TaskFamily.of("uppercase", noun(), (s, l) -> text(s).toUpperCase(Locale.ROOT)),
        TaskFamily.of("spell", noun(), (s, l) -> spelled(s.text("word"))),
        TaskFamily.of("count-letter", TextFamilies::drawLetter, TextFamilies::countLetter),
        TaskFamily.of("vowels", noun(), (s, l) -> Long.toString(vowels(s.text("word")))),
        TaskFamily.of("word-length", noun(), (s, l) -> Integer.toString(length(s.text("word")))),
        TaskFamily.of("word-count", none(), (s, l) -> Integer.toString(words(s).size())),
        TaskFamily.of("last-word", none(), (s, l) -> words(s).get(words(s).size() - 1)),
        TaskFamily.of("first-word", none(), (s, l) -> words(s).get(0)),
        TaskFamily.of("replace", TextFamilies::drawReplace, TextFamilies::replace),
        TaskFamily.labels("palindrome", TextFamilies::drawPalindrome, TextFamilies::palindrome),
        TaskFamily.labels("sentence-type", TextFamilies::drawUtterance, TextFamilies::sentenceType),
        TaskFamily.labels("number-or-word", TextFamilies::drawToken, TextFamilies::numberOrWord),
        TaskFamily.of("json", none(), TextFamilies::json),
        TaskFamily.of("extract-person", none(), (s, l) -> extract("person", s, l)),
        TaskFamily.of("extract-city", none(), (s, l) -> extract("city", s, l)),
        TaskFamily.of("extract-year", none(), (s, l) -> extract("year", s, l)),
        TaskFamily.of("extract-job", none(), (s, l) -> extract("job", s, l)),
        TaskFamily.of("extract-email", TextFamilies::drawEmail, (s, l) -> email(s.text("email"))));
  }

  private static TaskFamily.ValueSampler none() {
    return (draw, slots) -> {};
  }

  private static TaskFamily.ValueSampler noun() {
    return (draw, slots) -> slots.put("word", draw.word("noun"));
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

  private static String spelled(String word) {
    return word.codePoints().mapToObj(Character::toString).collect(Collectors.joining("-"));
  }

  private static void drawLetter(SlotSampler draw, Slots slots) {
    String word = draw.word("noun");
    int letter = word.codePointAt(draw.number(0, word.length() - 1));
    slots.put("word", word).put("letter", Lexicon.lower(Character.toString(letter)));
  }

  private static String countLetter(Slots slots, Lexicon lexicon) {
    String letter = Lexicon.lower(slots.text("letter"));
    if (length(letter) != 1) {
      throw new NoSuchElementException("not one letter");
    }
    return Long.toString(count(text(slots), letter));
  }

  private static long vowels(String word) {
    return count(word, VOWELS);
  }

  private static long count(String text, String letters) {
    return Lexicon.lower(text).codePoints().filter(c -> letters.indexOf(c) >= 0).count();
  }

  /** Words between blanks, without surrounding punctuation. */
  private static List<String> words(Slots slots) {
    List<String> words =
        Arrays.stream(slots.text("sentence").strip().split("\\s+", -1))
            .map(word -> EDGE.matcher(word).replaceAll(""))
            .filter(word -> !word.isEmpty())
            .toList();
    if (words.size() < 2) {
      throw new NoSuchElementException("not a sentence");
    }
    return words;
  }

  private static void drawReplace(SlotSampler draw, Slots slots) {
    String sentence = draw.sentence("sentence", java.util.Map.of());
    List<String> words = words(new Slots(java.util.Map.of("sentence", sentence)));
    slots.put("oldsentence", sentence).put("old", draw.of(words)).put("new", draw.word("noun"));
  }

  private static String replace(Slots slots, Lexicon lexicon) {
    String sentence = slots.text("oldsentence");
    String replaced =
        Pattern.compile(
                "(?<![\\p{L}\\p{N}])" + Pattern.quote(slots.text("old")) + "(?![\\p{L}\\p{N}])")
            .matcher(sentence)
            .replaceAll(slots.text("new"));
    if (replaced.equals(sentence)) {
      throw new NoSuchElementException("nothing to replace");
    }
    return replaced;
  }

  private static void drawPalindrome(SlotSampler draw, Slots slots) {
    slots.put("pword", draw.word(draw.random().nextBoolean() ? "palindrome" : "noun"));
  }

  private static String palindrome(Slots slots, Lexicon lexicon) {
    String word = Lexicon.lower(slots.text("pword"));
    return lexicon.label(reversed(word).equals(word) ? "yes" : "no");
  }

  private static void drawUtterance(SlotSampler draw, Slots slots) {
    String kind = draw.random().nextBoolean() ? "question" : "sentence";
    slots.put("utterance", draw.sentence(kind, java.util.Map.of()));
  }

  private static String sentenceType(Slots slots, Lexicon lexicon) {
    String text = slots.text("utterance");
    return lexicon.label(text.endsWith("?") || text.endsWith("？") ? "question" : "statement");
  }

  private static void drawToken(SlotSampler draw, Slots slots) {
    boolean number = draw.random().nextBoolean();
    slots.put("token", number ? Integer.toString(draw.number(10, 9999)) : draw.word("noun"));
  }

  private static String numberOrWord(Slots slots, Lexicon lexicon) {
    String token = slots.text("token");
    return lexicon.label(NUMBER.matcher(token).matches() ? "number" : "word");
  }

  private static String json(Slots slots, Lexicon lexicon) {
    return "{\"name\": \"%s\", \"city\": \"%s\", \"year\": %d}"
        .formatted(slots.text("person"), slots.text("city"), slots.number("year"));
  }

  /** Value of a slot in a sentence about a person. */
  private static String extract(String slot, Slots slots, Lexicon lexicon) {
    String text = slots.text("biography");
    return lexicon.templates("biography").stream()
        .flatMap(template -> template.read(text).stream())
        .map(values -> values.get(slot))
        .findFirst()
        .orElseThrow();
  }

  private static void drawEmail(SlotSampler draw, Slots slots) {
    String name = Lexicon.lower(Lexicon.of(Language.EN).list("person").get(draw.number(0, 39)));
    String domain = Lexicon.of(Language.EN).list("domain").get(draw.number(0, 2));
    slots.put("email", name + draw.number(1, 99) + "@" + domain);
  }

  private static String email(String text) {
    if (!text.matches("[^@\\s]+@[^@\\s]+\\.[a-z]+")) {
      throw new NoSuchElementException("no address");
    }
    return text;
  }
}
