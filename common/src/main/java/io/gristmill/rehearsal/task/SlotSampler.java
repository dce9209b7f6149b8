package io.gristmill.rehearsal.task;

import io.gristmill.random.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Draws words and numbers for the tasks of one language. */
record SlotSampler(RandomStream random, Lexicon lexicon) {

  static final String COMMA = ", ";

  /** A number in [least, most]. */
  int number(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A word of a kind. */
  String word(String list) {
    return of(lexicon.list(list));
  }

  /** A key of a table. */
  String key(String table) {
    return of(lexicon.keys(table));
  }

  /** So many different words of a kind. */
  List<String> words(String list, int count) {
    Set<String> words = new LinkedHashSet<>();
    while (words.size() < count) {
      words.add(word(list));
    }
    return new ArrayList<>(words);
  }

  /** Between least and most different words, with commas. */
  String list(String list, int least, int most) {
    return String.join(COMMA, words(list, number(least, most)));
  }

  /** Different numbers with commas. */
  String numbers(int count, int most) {
    Set<String> numbers = new LinkedHashSet<>();
    while (numbers.size() < count) {
      numbers.add(Integer.toString(number(1, most)));
    }
    return String.join(COMMA, numbers);
  }

  /** A sentence of a kind with its slots filled from the lists; slots given stand. */
  String sentence(String kind, Map<String, String> given) {
    WordingTemplate template = of(lexicon.templates(kind));
    Map<String, String> values = new LinkedHashMap<>(given);
    template.slots().forEach(slot -> fill(slot, values));
    return template.write(random, values::get);
  }

  /** Fills a slot with what its name says, and with a word that no other slot has. */
  void fill(String slot, Map<String, String> values) {
    if (!values.containsKey(slot)) {
      String value = any(Lexicon.listOf(slot));
      while (values.containsValue(value)) {
        value = any(Lexicon.listOf(slot));
      }
      values.put(slot, value);
    }
  }

  private String any(String name) {
    return switch (name) {
      case "year" -> Integer.toString(number(1890, 2020));
      case "time" -> DateFamilies.time(this).toString();
      case "sentence", "question", "biography" -> sentence(name, Map.of());
      case "word" -> word("noun");
      default -> word(name);
    };
  }
}
