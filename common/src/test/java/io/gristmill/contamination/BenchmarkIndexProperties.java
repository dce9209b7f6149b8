package io.gristmill.contamination;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Compares the index with a plain search, over texts of few distinct words so that many n-grams
 * repeat.
 */
class BenchmarkIndexProperties {

  private static final NGramSize SMALL = new NGramSize(4, 6, 2);

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "b", "c", "不", "是", "다")
        .list()
        .ofMaxSize(14)
        .map(units -> String.join(" ", units));
  }

  @Property(tries = 3000)
  void anOverlapIsFoundExactlyWhereAPlainSearchFindsOne(
      @ForAll List<@net.jqwik.api.From("texts") String> evaluation, @ForAll("texts") String row) {
    BenchmarkIndex.Builder builder = BenchmarkIndex.builder(SMALL);
    Set<List<String>> grams = new HashSet<>();
    for (int i = 0; i < evaluation.size(); i++) {
      builder.add("e" + i, evaluation.get(i));
      grams.addAll(grams(evaluation.get(i)));
    }
    BenchmarkIndex index = builder.build();
    assertThat(index.nGramCount()).isEqualTo(grams.size());
    assertThat(index.findOverlap(row).isPresent()).isEqualTo(isIn(grams, row));
    index
        .findOverlap(row)
        .ifPresent(o -> assertThat(grams).contains(List.of(o.nGram().split(" "))));
  }

  /** Any run of the row's tokens that is an n-gram. */
  private static boolean isIn(Set<List<String>> grams, String row) {
    List<String> units = units(row);
    for (int start = 0; start < units.size(); start++) {
      for (int end = start + 1; end <= units.size(); end++) {
        if (grams.contains(units.subList(start, end))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * The shortest run of tokens from each position with weight 24; a word weighs 6, a character 4.
   */
  private static Set<List<String>> grams(String text) {
    List<String> units = units(text);
    Set<List<String>> grams = new HashSet<>();
    for (int start = 0; start < units.size(); start++) {
      int end = start;
      while (end < units.size() && weight(units.subList(start, end)) < 24) {
        end++;
      }
      if (weight(units.subList(start, end)) >= 24) {
        grams.add(units.subList(start, end));
      }
    }
    if (grams.isEmpty() && weight(units) >= 12) {
      grams.add(units);
    }
    return grams;
  }

  private static int weight(List<String> units) {
    return units.stream().mapToInt(unit -> unit.charAt(0) < 128 ? 6 : 4).sum();
  }

  private static List<String> units(String text) {
    return text.isEmpty() ? new ArrayList<>() : List.of(text.split(" "));
  }
}
