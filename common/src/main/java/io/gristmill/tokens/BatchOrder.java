package io.gristmill.tokens;

import io.gristmill.check.Require;
import io.gristmill.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decides which examples share a batch, and the order of batches. Examples are shuffled, sorted by
 * length within windows of {@code groupBatches} batches to save padding, and the batches are
 * shuffled. The order of an epoch depends only on (seed, epoch) and the lengths.
 *
 * @param groupBatches batches per window of sorting; 1 disables sorting
 * @param dropLast whether to leave out a last batch that is not full
 */
public record BatchOrder(long seed, int batchSize, int groupBatches, boolean dropLast) {

  public BatchOrder {
    Require.that(batchSize >= 1, "batch size must be at least 1, was %d", batchSize);
    Require.that(
        groupBatches >= 1, "length-group-batches must be at least 1, was %d", groupBatches);
  }

  /** The batches of an epoch in order, as indices into the lengths, each in at most one batch. */
  public List<List<Integer>> batchesOfEpoch(int epoch, int[] lengths) {
    int[] order = shuffle(IntStream.range(0, lengths.length).toArray(), "examples", epoch);
    List<List<Integer>> batches = new ArrayList<>();
    int step = Math.multiplyExact(batchSize, groupBatches);
    for (int from = 0; from < order.length; from += step) {
      List<Integer> group =
          sortByLength(
              Arrays.copyOfRange(order, from, Math.min(order.length, from + step)), lengths);
      for (int at = 0; at < group.size(); at += batchSize) {
        batches.add(List.copyOf(group.subList(at, Math.min(group.size(), at + batchSize))));
      }
    }
    if (dropLast) {
      batches.removeIf(batch -> batch.size() < batchSize);
    }
    int[] indices = shuffle(IntStream.range(0, batches.size()).toArray(), "batches", epoch);
    return Arrays.stream(indices).mapToObj(batches::get).toList();
  }

  private List<Integer> sortByLength(int[] indices, int[] lengths) {
    List<Integer> group = new ArrayList<>();
    Arrays.stream(indices).forEach(group::add);
    if (groupBatches > 1) {
      group.sort(Comparator.comparing((Integer index) -> -lengths[index]));
    }
    return group;
  }

  private int[] shuffle(int[] values, String purpose, int epoch) {
    RandomStream random = RandomStream.of(seed, "order of " + purpose, Integer.toString(epoch));
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
    return values;
  }
}
