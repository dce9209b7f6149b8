package io.gristmill.rehearsal.task;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tasks about lists and sets of words and numbers. */
final class ListFamilies {

  /** Alphabetical order, ignoring case; ties in a fixed order. */
  private static final Comparator<String> ALPHABET =
      Comparator.comparing(Lexicon::lower).thenComparing(Comparator.naturalOrder());

  private ListFamilies() {}

  static List<TaskFamily> all() {
    return List.of(
        words("sort-words", items -> joined(items.stream().sorted(ALPHABET).toList())),
        numbers("sort-numbers", n -> joined(n.stream().sorted().toList())),
        numbers(
            "sort-descending", n -> joined(n.stream().sorted(Comparator.reverseOrder()).toList())),
        numbers("maximum", Collections::max),
        numbers("minimum", Collections::min),
        numbers("total", n -> n.stream().reduce(0, Math::addExact)),
        numbers("even-only", n -> joined(n.stream().filter(x -> x % 2 == 0).toList())),
        words("reverse-list", items -> joined(reversed(items))),
        words("first-item", items -> items.get(0)),
        words("last-item", items -> items.get(items.size() - 1)),
        words("count-items", List::size),
        TaskFamily.of("longest-word", ListFamilies::oneLongest, s -> longest(s.items("words"))),
        TaskFamily.of(
            "unique", ListFamilies::repeats, s -> joined(new LinkedHashSet<>(s.items("repeats")))),
        sets("union", Set::addAll),
        sets("intersection", Set::retainAll),
        sets("difference", Set::removeAll),
        TaskFamily.of("odd-one-out", ListFamilies::mixed, ListFamilies::stranger),
        TaskFamily.of(
            "alphabet-order",
            d -> Map.of(),
            s -> Collections.min(List.of(s.text("word"), s.text("word2")), ALPHABET)),
        words("acronym", ListFamilies::initials),
        words("snake-case", items -> Lexicon.lower(String.join("_", items))),
        words("camel-case", ListFamilies::camelCase),
        words("csv", items -> String.join(";", items)));
  }

  private static TaskFamily words(String name, Function<List<String>, ?> solve) {
    return TaskFamily.of(
        name,
        d -> Map.of("words", joined(d.words("noun", d.number(3, 5)))),
        s -> solve.apply(atLeastTwo(s.items("words"))));
  }

  private static TaskFamily numbers(String name, Function<List<Integer>, ?> solve) {
    return TaskFamily.of(
        name,
        d -> Map.of("numbers", joined(d.numbers(d.number(3, 6), 99))),
        s -> solve.apply(atLeastTwo(s.numbers("numbers"))));
  }

  private static TaskFamily sets(String name, BiConsumer<Set<String>, Set<String>> change) {
    return TaskFamily.of(
        name,
        ListFamilies::twoSets,
        slots -> {
          Set<String> words = new LinkedHashSet<>(slots.items("words"));
          change.accept(words, new LinkedHashSet<>(slots.items("others")));
          return joined(words);
        });
  }

  private static <T> List<T> atLeastTwo(List<T> items) {
    if (items.size() < 2) {
      throw new NoSuchElementException("not a list");
    }
    return items;
  }

  private static String joined(Collection<?> items) {
    return items.stream().map(Object::toString).collect(Collectors.joining(SlotSampler.COMMA));
  }

  private static List<String> reversed(List<String> items) {
    List<String> reversed = new ArrayList<>(items);
    Collections.reverse(reversed);
    return reversed;
  }

  private static Map<String, ?> oneLongest(SlotSampler draw) {
    List<String> words = draw.words("noun", 4);
    words.removeIf(
        word -> word.length() == longest(words).length() && !word.equals(longest(words)));
    return Map.of("words", joined(words));
  }

  /** First of the words with maximum length. */
  private static String longest(List<String> words) {
    String longest = "";
    for (String word : atLeastTwo(words)) {
      longest = length(word) > length(longest) ? word : longest;
    }
    return longest;
  }

  private static int length(String word) {
    return word.codePointCount(0, word.length());
  }

  private static Map<String, ?> repeats(SlotSampler draw) {
    List<String> words = draw.words("noun", 3);
    words.add(draw.number(1, 3), words.get(0));
    words.add(draw.number(2, 4), words.get(1));
    return Map.of("repeats", joined(words));
  }

  private static Map<String, ?> twoSets(SlotSampler draw) {
    List<String> words = draw.words("noun", 5);
    String others = joined(words.subList(draw.number(1, 2), 5));
    return Map.of("words", joined(words.subList(0, 3)), "others", others);
  }

  private static Map<String, ?> mixed(SlotSampler draw) {
    List<List<String>> kinds = List.copyOf(byCategory(draw.lexicon()).values());
    int kind = draw.number(0, kinds.size() - 1);
    int other = (kind + draw.number(1, kinds.size() - 1)) % kinds.size();
    List<String> alike = kinds.get(kind);
    int first = draw.number(0, alike.size() - 1);
    List<String> mixed = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      mixed.add(alike.get((first + i) % alike.size()));
    }
    mixed.add(draw.number(0, 3), draw.of(kinds.get(other)));
    return Map.of("mixed", joined(mixed));
  }

  static Map<String, List<String>> byCategory(Lexicon lexicon) {
    return byCategory(lexicon.keys("category"), lexicon);
  }

  private static Map<String, List<String>> byCategory(List<String> words, Lexicon lexicon) {
    return words.stream()
        .collect(
            Collectors.groupingBy(
                word -> lexicon.lookUp("category", word), LinkedHashMap::new, Collectors.toList()));
  }

  private static String stranger(Slots slots) {
    Map<String, List<String>> kinds = byCategory(slots.items("mixed"), slots.lexicon());
    return kinds.values().stream()
        .filter(words -> words.size() == 1 && kinds.size() == 2)
        .map(words -> words.get(0))
        .findFirst()
        .orElseThrow();
  }

  private static String initials(List<String> words) {
    StringBuilder out = new StringBuilder();
    words.forEach(word -> out.appendCodePoint(Character.toUpperCase(word.codePointAt(0))));
    return out.toString();
  }

  private static String camelCase(List<String> words) {
    StringBuilder out = new StringBuilder(Lexicon.lower(words.get(0)));
    words
        .subList(1, words.size())
        .forEach(word -> out.append(Lexicon.capital(Lexicon.lower(word))));
    return out.toString();
  }
}
