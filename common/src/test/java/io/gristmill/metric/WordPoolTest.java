package io.gristmill.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.random.RandomStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WordPoolTest {

  @Test
  void theMostSimilarTextIsFoundAndTheEarliestOnTies() {
    WordPool pool = new WordPool();
    pool.add("first", "name a river in Peru");
    pool.add("second", "Name a RIVER in peru");
    pool.add("third", "name a lake");
    assertThat(pool.findMostSimilar("name a river in Peru", 0.7))
        .contains(new WordPool.Match("first", 1.0));
    assertThat(pool.findMostSimilar("name a lake now", 0.7))
        .contains(new WordPool.Match("third", 0.75));
    assertThat(pool.findMostSimilar("name a lake now", 0.75)).isEmpty();
    assertThat(pool.findMostSimilar("", 0)).isEmpty();
  }

  @Test
  void thePoolAgreesWithComparingEveryPair() {
    WordPool pool = new WordPool();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String text = text(i);
      double highest = texts.stream().mapToDouble(other -> jaccard(text, other)).max().orElse(0);
      Optional<WordPool.Match> match = pool.findMostSimilar(text, 0.3);
      assertThat(match.map(WordPool.Match::similarity).orElse(0.0))
          .isEqualTo(highest > 0.3 ? highest : 0.0);
      pool.add("t" + i, text);
      texts.add(text);
    }
  }

  private static double jaccard(String text, String other) {
    Set<String> common = new HashSet<>(List.of(text.split(" ")));
    Set<String> all = new HashSet<>(common);
    common.retainAll(List.of(other.split(" ")));
    all.addAll(List.of(other.split(" ")));
    return common.equals(Set.of("")) ? 0 : (double) common.size() / all.size();
  }

  private static String text(int i) {
    RandomStream random = RandomStream.of(1, "words", "t" + i);
    return IntStream.range(0, random.nextInt(8))
        .mapToObj(k -> "w" + random.nextInt(12))
        .collect(Collectors.joining(" "));
  }
}
