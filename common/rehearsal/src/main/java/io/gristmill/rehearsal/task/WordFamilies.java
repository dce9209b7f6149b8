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
        table("synonym", "synonym", "word"),
        table("antonym", "antonym", "word"),
        table("capital", "capital", "country"),
        table("young", "young", "animal"),
        table("translation", "translation", "word"),
        TaskFamily.labels(
            "category",
            (d, s) -> s.put("item1", d.key("category")),
            (s, l) -> l.lookUp("category", s.text("item1"))),
        TaskFamily.of(
            "plural",
            (d, s) -> s.put("noun", d.word("regular-noun")),
            (s, l) -> Inflection.plural(s.text("noun"), l.language())),
        TaskFamily.of(
            "past-tense",
            (d, s) -> s.put("verb", d.word("regular-verb")),
            (s, l) -> Inflection.past(s.text("verb"))),
        TaskFamily.of(
            "comparative",
            (d, s) -> s.put("adjective", d.word("short-adjective")),
            (s, l) -> Inflection.comparative(s.text("adjective"))),
        TaskFamily.labels(
            "article", (d, s) -> s.put("word", d.word("noun")), (s, l) -> article(s.text("word"))),
        TaskFamily.labels("part-of-speech", WordFamilies::drawWordClass, WordFamilies::wordClass),
        TaskFamily.labels("sentiment", WordFamilies::drawOpinion, WordFamilies::sentiment),
        TaskFamily.of("passive", WordFamilies::drawClause, (s, l) -> clause(s, l).passive(l)),
        TaskFamily.of("agent", WordFamilies::drawClause, (s, l) -> clause(s, l).actor(l)),
        TaskFamily.of("patient", WordFamilies::drawClause, (s, l) -> clause(s, l).object(l)));
  }

  private static TaskFamily table(String name, String table, String slot) {
    return TaskFamily.of(
        name,
        (draw, slots) -> slots.put(slot, draw.key(table)),
        (slots, lexicon) -> lexicon.lookUp(table, slots.text(slot)));
  }

  private static String article(String word) {
    if (word.contains(" ")) {
      throw new NoSuchElementException("more than a word");
    }
    return "aeiou".indexOf(Lexicon.lower(word).charAt(0)) >= 0 ? "an" : "a";
  }

  private static void drawWordClass(SlotSampler draw, Slots slots) {
    slots.put("pos", draw.word(draw.of(List.of("noun", "verb-word", "adjective-word"))));
  }

  private static String wordClass(Slots slots, Lexicon lexicon) {
    String word = slots.text("pos");
    return Stream.of(
            Map.entry("noun", "noun"),
            Map.entry("verb-word", "verb"),
            Map.entry("adjective-word", "adjective"))
        .filter(kind -> lexicon.list(kind.getKey()).stream().anyMatch(word::equalsIgnoreCase))
        .map(kind -> lexicon.label(kind.getValue()))
        .findFirst()
        .orElseThrow();
  }

  private static void drawOpinion(SlotSampler draw, Slots slots) {
    String feeling = draw.word(draw.random().nextBoolean() ? "good" : "bad");
    slots.put("opinion", draw.sentence("opinion", Map.of("feeling", feeling)));
  }

  /** Sign of the number of positive minus negative words. */
  private static String sentiment(Slots slots, Lexicon lexicon) {
    String text = Lexicon.lower(slots.text("opinion"));
    long sign = count(text, lexicon.list("good")) - count(text, lexicon.list("bad"));
    if (sign == 0) {
      throw new NoSuchElementException("no word of feeling");
    }
    return lexicon.label(sign > 0 ? "positive" : "negative");
  }

  private static long count(String text, List<String> words) {
    return words.stream().filter(word -> text.contains(Lexicon.lower(word))).count();
  }

  private static void drawClause(SlotSampler draw, Slots slots) {
    slots.put("clause", Clause.draw(draw).active(draw.lexicon()));
  }

  private static Clause clause(Slots slots, Lexicon lexicon) {
    return Clause.read(slots.text("clause"), lexicon).orElseThrow();
  }
}
