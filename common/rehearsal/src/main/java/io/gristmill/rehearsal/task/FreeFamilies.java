package io.gristmill.rehearsal.task;

import java.util.List;

/** Tasks with many correct answers; the solver returns one of them. */
final class FreeFamilies {

  static final String REQUEST = "request";

  private FreeFamilies() {}

  static List<TaskFamily> all() {
    return List.of(
        TaskFamily.of(
            "list-three",
            (d, s) ->
                s.put("kind", d.of(List.copyOf(ListFamilies.byCategory(d.lexicon()).keySet()))),
            FreeFamilies::three),
        composition("sentence-with", (d, s) -> s.put("word", d.word("noun"))),
        composition("thank-you", (d, s) -> {}),
        composition("invitation", (d, s) -> s.put("time", DateFamilies.time(d))),
        composition("title", (d, s) -> {}),
        TaskFamily.of(
            REQUEST,
            (d, s) -> s.put(ErrandRequests.ERRAND, d.word(ErrandRequests.ERRAND)),
            (s, l) -> ErrandRequests.write(true, s, l)));
  }

  private static TaskFamily composition(String name, TaskFamily.ValueSampler draw) {
    return TaskFamily.of(name, draw, (slots, lexicon) -> compose(name, slots, lexicon));
  }

  /** Fills a composition of the lexicon with the values of the task. */
  static String compose(String name, Slots slots, Lexicon lexicon) {
    String text = lexicon.composition(name);
    for (String slot : WordingTemplate.of(text).slots()) {
      text = text.replace("{" + slot + "}", slots.text(slot));
    }
    return ListFamilies.capital(text);
  }

  private static String three(Slots slots, Lexicon lexicon) {
    String kind = Lexicon.lower(slots.text("kind"));
    List<String> words =
        lexicon.table("category").keySet().stream()
            .filter(word -> Lexicon.lower(lexicon.lookUp("category", word)).equals(kind))
            .limit(3)
            .toList();
    if (words.size() < 3) {
      throw new java.util.NoSuchElementException(kind);
    }
    return String.join(SlotSampler.COMMA, words);
  }
}
