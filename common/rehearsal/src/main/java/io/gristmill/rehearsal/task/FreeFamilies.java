package io.gristmill.rehearsal.task;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Tasks with many correct answers; the solver returns one of them. */
final class FreeFamilies {

  static final String REQUEST = "request";

  private FreeFamilies() {}

  static List<TaskFamily> all() {
    return List.of(
        TaskFamily.of(
            "list-three",
            d -> Map.of("kind", d.of(List.copyOf(ListFamilies.byCategory(d.lexicon()).keySet()))),
            FreeFamilies::three),
        composition("sentence-with", d -> Map.of("word", d.word("noun"))),
        composition("thank-you", d -> Map.of()),
        composition("invitation", d -> Map.of("time", DateFamilies.time(d))),
        composition("title", d -> Map.of()),
        TaskFamily.of(
            REQUEST,
            d -> Map.of(ErrandRequests.ERRAND, d.word(ErrandRequests.ERRAND)),
            s -> ErrandRequests.write(true, s)));
  }

  private static TaskFamily composition(
      String name, Function<SlotSampler, Map<String, ?>> sampler) {
    return TaskFamily.of(name, sampler, slots -> compose(name, slots));
  }

  /** Fills a composition of the lexicon with the values of the task. */
  static String compose(String name, Slots slots) {
    String text = slots.lexicon().composition(name);
    for (String slot : WordingTemplate.of(text).slots()) {
      text = text.replace("{" + slot + "}", slots.text(slot));
    }
    return Lexicon.capital(text);
  }

  private static String three(Slots slots) {
    Lexicon lexicon = slots.lexicon();
    String kind = Lexicon.lower(slots.text("kind"));
    List<String> words =
        lexicon.keys("category").stream()
            .filter(word -> Lexicon.lower(lexicon.lookUp("category", word)).equals(kind))
            .limit(3)
            .toList();
    if (words.size() < 3) {
      throw new NoSuchElementException(kind);
    }
    return String.join(SlotSampler.COMMA, words);
  }
}
