package io.gristmill.rehearsal.task;

import io.gristmill.random.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Draws random words and numbers for tasks in one language. */
record SlotSampler(RandomStream random, Lexicon lexicon) {

  static final String COMMA = ", ";

  /** Draws a number in [min, max]. */
  int number(int min, int max) {
    return min + random.nextInt(max - min + 1);
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Draws a word of a list. */
  String word(String list) {
    return of(lexicon.list(list));
  }

  /** Draws a key of a table. */
  String key(String table) {
    return of(lexicon.keys(table));
  }

  /** Draws distinct words of a list. */
  List<String> words(String list, int count) {
    Set<String> words = new LinkedHashSet<>();
    while (words.size() < count) {
      words.add(word(list));
    }
    return new ArrayList<>(words);
  }

  /** Draws distinct numbers in [1, max]. */
  Set<Integer> numbers(int count, int max) {
    Set<Integer> numbers = new LinkedHashSet<>();
    while (numbers.size() < count) {
      numbers.add(number(1, max));
    }
    return numbers;
  }

  String sentence(String kind) {
    return sentence(kind, Map.of());
  }

  /** Draws a sentence and fills its slots from the lists; given slots are kept. */
  String sentence(String kind, Map<String, String> given) {
    WordingTemplate template = of(lexicon.templates(kind));
    Map<String, String> values = new LinkedHashMap<>(given);
    template.slots().forEach(slot -> fill(slot, values));
    return template.write(random, values::get);
  }

  /** Fills a slot from the list of its name, with a value that no other slot has. */
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
      case "sentence", "question", "biography" -> sentence(name);
      case "word" -> word("noun");
      default -> word(name);
    };
  }
}
