package io.gristmill.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.random.RandomStream;
import io.gristmill.recipe.FewShotSelection.SampleSize;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FewShotSelectionTest {

  @Test
  void aSelectionHasTheRequestedNumbersWithoutDuplicates() {
    for (int prompt = 0; prompt < 200; prompt++) {
      FewShotSelection draw = draw(7, prompt, new SampleSize(2, 1_000_000), new SampleSize(6, 175));
      assertThat(draw.picks()).hasSize(8).doesNotHaveDuplicates();
      assertThat(draw.poolIndexes()).hasSize(2).allMatch(i -> i >= 0 && i < 1_000_000);
    }
  }

  @Test
  void theSelectionIsAFunctionOfItsKey() {
    SampleSize none = new SampleSize(0, 0);
    SampleSize seeds = new SampleSize(8, 100);
    assertThat(draw(1, 2, none, seeds)).isEqualTo(draw(1, 2, none, seeds));
    Set<List<FewShotSelection.Pick>> all = new HashSet<>();
    IntStream.range(0, 1000).forEach(i -> all.add(draw(i / 10, i % 10, none, seeds).picks()));
    assertThat(all).hasSize(1000);
  }

  @Test
  void aSmallPopulationIsSelectedCompletely() {
    assertThat(draw(0, 0, new SampleSize(2, 1), new SampleSize(6, 3)).picks()).hasSize(4);
    assertThat(draw(0, 0, new SampleSize(2, 0), new SampleSize(6, 0)).picks()).isEmpty();
  }

  @Test
  void acceptedTasksAreShuffledAmongSeedTasks() {
    Set<Integer> places = new HashSet<>();
    for (int prompt = 0; prompt < 300; prompt++) {
      FewShotSelection draw = draw(0, prompt, new SampleSize(1, 5), new SampleSize(7, 100));
      places.add(draw.picks().indexOf(new FewShotSelection.Pick(true, draw.poolIndexes().get(0))));
    }
    assertThat(places).hasSize(8);
  }

  @Test
  void everyTaskIsSelectedEquallyOften() {
    int[] counts = new int[20];
    for (int i = 0; i < 20_000; i++) {
      RandomStream random = RandomStream.of(1, "test", String.valueOf(i));
      FewShotSelection.sample(random, new SampleSize(5, 20)).forEach(index -> counts[index]++);
    }
    // The mean is 5000; the tolerance is six standard deviations of 61.
    assertThat(counts)
        .satisfies(c -> assertThat(IntStream.of(c)).allMatch(n -> n > 4630 && n < 5370));
  }

  private static FewShotSelection draw(int round, int prompt, SampleSize pool, SampleSize seeds) {
    return FewShotSelection.of(FewShotSelection.key(42, "test", round, prompt), pool, seeds);
  }
}
