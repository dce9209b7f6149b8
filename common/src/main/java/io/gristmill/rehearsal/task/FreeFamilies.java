package io.gristmill.rehearsal.task;

import java.util.List;

/** Tasks with many right answers, of which one is given. */
final class FreeFamilies {

  static final String REQUEST = "request";

  private FreeFamilies() {}

  static List<Family> all() {
    return List.of(
        Family.of(
            "list-three",
            (d, s) ->
                s.put("kind", d.of(List.copyOf(ListFamilies.byCategory(d.lexicon()).keySet()))),
            FreeFamilies::three),
        composed("sentence-with", (d, s) -> s.put("word", d.word("noun"))),
        composed("thank-you", (d, s) -> {}),
        composed("invitation", (d, s) -> s.put("time", DateFamilies.time(d))),
        composed("title", (d, s) -> {}),
        Family.of(
            REQUEST,
            (d, s) -> s.put(Requests.ERRAND, d.word(Requests.ERRAND)),
            (s, l) -> Requests.write(true, s, l)));
  }

  private static Family composed(String name, Family.Drawing draw) {
    return Family.of(name, draw, (slots, lexicon) -> compose(name, slots, lexicon));
  }

  /** The text of the lexicon with this task's values in it. */
  static String compose(String name, Slots slots, Lexicon lexicon) {
    String text = lexicon.composition(name);
    for (String slot : Template.of(text).slots()) {
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
    return String.join(Draw.COMMA, words);
  }
}
