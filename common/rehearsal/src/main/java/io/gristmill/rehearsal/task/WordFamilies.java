package io.gristmill.rehearsal.task;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/** Tasks about meaning and inflection of words, by small tables and regular rules. */
final class WordFamilies {

  private WordFamilies() {}

  static List<TaskFamily> all() {
    return List.of(
        table("synonym", false, "word"),
        table("antonym", false, "word"),
        table("capital", false, "country"),
        table("young", false, "animal"),
        table("translation", false, "word"),
        table("category", true, "item1"),
        inflection("plural", "regular-noun", "noun"),
        inflection("past-tense", "regular-verb", "verb"),
        inflection("comparative", "short-adjective", "adjective"),
        new TaskFamily(
            "article", true, d -> Map.of("word", d.word("noun")), s -> article(s.text("word"))),
        TaskFamily.labels("part-of-speech", WordFamilies::word, WordFamilies::wordClass),
        TaskFamily.labels("sentiment", WordFamilies::opinion, WordFamilies::sentiment),
        TaskFamily.of("passive", WordFamilies::clause, s -> clause(s).passive(s.lexicon())),
        TaskFamily.of("agent", WordFamilies::clause, s -> Lexicon.capital(clause(s).actor())),
        TaskFamily.of("patient", WordFamilies::clause, WordFamilies::patient));
  }

  /** A family that looks up the value of a key in the table of its name. */
  private static TaskFamily table(String name, boolean classification, String slot) {
    return new TaskFamily(
        name,
        classification,
        draw -> Map.of(slot, draw.key(name)),
        slots -> slots.lexicon().lookUp(name, slots.text(slot)));
  }

  /** A family of regular inflection by the lexicon's rules; irregular words are not supported. */
  private static TaskFamily inflection(String name, String words, String slot) {
    return TaskFamily.of(
        name,
        draw -> Map.of(slot, draw.word(words)),
        slots -> {
          String word = slots.text(slot);
          if (!word.matches("\\p{L}+")) {
            throw new NoSuchElementException("not a word: " + word);
          }
          return slots.lexicon().inflect(name + "-rule", word);
        });
  }

  private static String article(String word) {
    if (word.contains(" ")) {
      throw new NoSuchElementException("more than a word");
    }
    return "aeiou".indexOf(Lexicon.lower(word).charAt(0)) >= 0 ? "an" : "a";
  }

  private static Map<String, ?> word(SlotSampler draw) {
    return Map.of("pos", draw.word(draw.of(List.of("noun", "verb-word", "adjective-word"))));
  }

  private static String wordClass(Slots slots) {
    String word = slots.text("pos");
    return Stream.of("noun", "verb-word", "adjective-word")
        .filter(kind -> slots.lexicon().list(kind).stream().anyMatch(word::equalsIgnoreCase))
        .map(kind -> kind.replace("-word", ""))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, ?> opinion(SlotSampler draw) {
    String feeling = draw.word(draw.random().nextBoolean() ? "good" : "bad");
    return Map.of("opinion", draw.sentence("opinion", Map.of("feeling", feeling)));
  }

  /** Sign of the number of positive minus negative words. */
  private static String sentiment(Slots slots) {
    String text = Lexicon.lower(slots.text("opinion"));
    long sign =
        count(text, slots.lexicon().list("good")) - count(text, slots.lexicon().list("bad"));
    if (sign == 0) {
      throw new NoSuchElementException("no word of feeling");
    }
    return sign > 0 ? "positive" : "negative";
  }

  private static long count(String text, List<String> words) {
    return words.stream().filter(word -> text.contains(Lexicon.lower(word))).count();
  }

  private static Map<String, ?> clause(SlotSampler draw) {
    return Map.of("clause", Clause.draw(draw).active(draw.lexicon()));
  }

  private static Clause clause(Slots slots) {
    return Clause.read(slots.text("clause"), slots.lexicon()).orElseThrow();
  }

  /** The object, in the form used on its own. */
  private static String patient(Slots slots) {
    return Lexicon.capital(slots.lexicon().lookUp("object", clause(slots).object()));
  }
}
