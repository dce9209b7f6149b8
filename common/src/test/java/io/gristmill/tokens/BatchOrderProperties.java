package io.gristmill.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BatchOrderProperties {

  @Property(tries = 200)
  void everyExampleIsInOneBatchAndTheSeedDecidesWhich(
      @ForAll @Size(max = 60) List<@IntRange(min = 1, max = 30) Integer> drawn,
      @ForAll @IntRange(min = 1, max = 7) int batch,
      @ForAll @IntRange(min = 1, max = 5) int window,
      @ForAll long seed) {
    int[] lengths = drawn.stream().mapToInt(Integer::intValue).toArray();
    BatchOrder order = new BatchOrder(seed, batch, window, false);
    List<List<Integer>> batches = order.batchesOfEpoch(3, lengths);
    assertThat(batches.stream().flatMap(List::stream).sorted())
        .containsExactlyElementsOf(IntStream.range(0, lengths.length).boxed().toList());
    assertThat(batches).allMatch(one -> one.size() <= batch);
    assertThat(new BatchOrder(seed, batch, window, false).batchesOfEpoch(3, lengths))
        .isEqualTo(batches);
    assertThat(new BatchOrder(seed, batch, window, true).batchesOfEpoch(3, lengths))
        .hasSize(lengths.length / batch)
        .allMatch(one -> one.size() == batch);
  }

  @Property(tries = 20)
  void rowsOfABatchHaveSimilarLengthsWithinAWindow(@ForAll long seed) {
    int[] lengths = IntStream.range(0, 400).map(i -> 1 + i * 37 % 200).toArray();
    int grouped = padding(new BatchOrder(seed, 8, 50, false).batchesOfEpoch(0, lengths), lengths);
    int plain = padding(new BatchOrder(seed, 8, 1, false).batchesOfEpoch(0, lengths), lengths);
    assertThat(grouped).isLessThan(plain / 5);
    assertThat(new BatchOrder(seed, 8, 50, false).batchesOfEpoch(1, lengths))
        .isNotEqualTo(new BatchOrder(seed, 8, 50, false).batchesOfEpoch(0, lengths));
  }

  private static int padding(List<List<Integer>> batches, int[] lengths) {
    int padding = 0;
    for (List<Integer> batch : batches) {
      int longest = batch.stream().mapToInt(place -> lengths[place]).max().orElse(0);
      padding += batch.stream().mapToInt(place -> longest - lengths[place]).sum();
    }
    return padding;
  }

  @Property(tries = 200)
  void everyExampleIsInOneRowThatHoldsIt(
      @ForAll @Size(max = 80) List<@IntRange(min = 0, max = 40) Integer> drawn) {
    int[] lengths = drawn.stream().mapToInt(Integer::intValue).toArray();
    List<List<Integer>> rows = new Packing(40).assign(lengths);
    assertThat(rows.stream().flatMap(List::stream).sorted())
        .containsExactlyElementsOf(IntStream.range(0, lengths.length).boxed().toList());
    int[] filled =
        rows.stream().mapToInt(row -> row.stream().mapToInt(i -> lengths[i]).sum()).toArray();
    assertThat(Arrays.stream(filled).max().orElse(0)).isLessThanOrEqualTo(40);
    // At most one row can be half empty; two would fit into one.
    assertThat(Arrays.stream(filled).filter(tokens -> tokens <= 20).count()).isLessThanOrEqualTo(1);
  }
}
