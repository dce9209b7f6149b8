package io.gristmill.tokens;

import io.gristmill.check.Require;
import io.gristmill.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which examples share a batch, and in which order batches come. Examples are shuffled, then sorted
 * by length within windows of some batches, so that rows of a batch need little padding; then the
 * batches are shuffled. The order of an epoch depends on (seed, epoch) and the lengths alone.
 *
 * @param batchSize examples of a batch
 * @param groupBatches batches that are sorted together; 1 groups nothing
 * @param dropLast whether a last batch that is not full is left out
 */
public record BatchOrder(long seed, int batchSize, int groupBatches, boolean dropLast) {

  public BatchOrder {
    Require.that(batchSize >= 1, "a batch must have an example at least, was %d", batchSize);
    Require.that(groupBatches >= 1, "a window must have a batch at least, was %d", groupBatches);
  }

  /**
   * @param lengths of the examples, in tokens
   * @return places in {@code lengths}, each in one batch at most
   */
  public List<List<Integer>> batchesOfEpoch(int epoch, int[] lengths) {
    int[] order = shuffled(IntStream.range(0, lengths.length).toArray(), "examples", epoch);
    List<List<Integer>> batches = new ArrayList<>();
    int step = Math.multiplyExact(batchSize, groupBatches);
    for (int from = 0; from < order.length; from += step) {
      List<Integer> group =
          sorted(Arrays.copyOfRange(order, from, Math.min(order.length, from + step)), lengths);
      for (int at = 0; at < group.size(); at += batchSize) {
        batches.add(List.copyOf(group.subList(at, Math.min(group.size(), at + batchSize))));
      }
    }
    if (dropLast) {
      batches.removeIf(one -> one.size() < batchSize);
    }
    int[] places = shuffled(IntStream.range(0, batches.size()).toArray(), "batches", epoch);
    return Arrays.stream(places).mapToObj(batches::get).toList();
  }

  private List<Integer> sorted(int[] places, int[] lengths) {
    List<Integer> group = new ArrayList<>();
    Arrays.stream(places).forEach(group::add);
    if (groupBatches > 1) {
      group.sort(Comparator.comparing((Integer place) -> -lengths[place]));
    }
    return group;
  }

  private int[] shuffled(int[] values, String purpose, int epoch) {
    RandomStream random = RandomStream.of(seed, "order of " + purpose, Integer.toString(epoch));
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int kept = values[i];
      values[i] = values[j];
      values[j] = kept;
    }
    return values;
  }
}
