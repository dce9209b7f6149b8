package io.gristmill.tokens;

import io.gristmill.check.Require;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Packs examples into rows by best fit decreasing: in order of falling length, each example goes to
 * the fullest row that still has room.
 *
 * @param capacity maximum tokens of a row
 */
public record Packing(int capacity) {

  public Packing {
    Require.that(capacity >= 1, "the capacity must be at least 1 token, was %d", capacity);
  }

  /** A row with room left; among rows with equal room the oldest is used. */
  private record OpenRow(int room, int number) {}

  private static final Comparator<OpenRow> BY_ROOM =
      Comparator.comparingInt(OpenRow::room).thenComparingInt(OpenRow::number);

  /**
   * Assigns examples to rows.
   *
   * @param lengths lengths of the examples, none above the capacity
   * @return for each row the ascending indices of its examples; rows are in the order of their
   *     first example
   */
  public List<List<Integer>> assign(int[] lengths) {
    List<Integer> byLength =
        IntStream.range(0, lengths.length)
            .boxed()
            .sorted(Comparator.comparing((Integer index) -> -lengths[index]))
            .toList();
    List<List<Integer>> rows = new ArrayList<>();
    TreeSet<OpenRow> open = new TreeSet<>(BY_ROOM);
    for (int index : byLength) {
      int length = lengths[index];
      Require.that(length <= capacity, "%d tokens exceed the capacity of %d", length, capacity);
      OpenRow row = open.ceiling(new OpenRow(length, 0));
      if (row == null) {
        row = new OpenRow(capacity, rows.size());
        rows.add(new ArrayList<>());
      } else {
        open.remove(row);
      }
      rows.get(row.number()).add(index);
      open.add(new OpenRow(row.room() - length, row.number()));
    }
    rows.forEach(row -> row.sort(Comparator.naturalOrder()));
    rows.sort(Comparator.comparing(row -> row.get(0)));
    return rows;
  }
}
