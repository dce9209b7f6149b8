package io.gristmill.tokens;

import io.gristmill.check.Require;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Several examples in one row. Longest first, each goes to the fullest row that still has room
 * (best fit decreasing); a token sees its own example alone, by {@link PackedRow#segments}.
 *
 * @param capacity tokens of a row
 */
public record Packing(int capacity) {

  public Packing {
    Require.that(capacity >= 1, "a row must have room for a token, was %d", capacity);
  }

  /** A row with so much room left; of equal ones the older is taken. */
  private record Open(int room, int number) {}

  private static final Comparator<Open> BY_ROOM =
      Comparator.comparingInt(Open::room).thenComparingInt(Open::number);

  /**
   * @param lengths of the examples, none above the capacity
   * @return for each row the places of its examples in {@code lengths}, ascending; rows in the
   *     order of their first example
   */
  public List<List<Integer>> assign(int[] lengths) {
    List<Integer> longestFirst =
        IntStream.range(0, lengths.length)
            .boxed()
            .sorted(Comparator.comparing((Integer place) -> -lengths[place]))
            .toList();
    List<List<Integer>> rows = new ArrayList<>();
    TreeSet<Open> open = new TreeSet<>(BY_ROOM);
    for (int place : longestFirst) {
      int length = lengths[place];
      Require.that(length <= capacity, "%d tokens do not fit a row of %d", length, capacity);
      Open row = open.ceiling(new Open(length, 0));
      if (row == null) {
        row = new Open(capacity, rows.size());
        rows.add(new ArrayList<>());
      } else {
        open.remove(row);
      }
      rows.get(row.number()).add(place);
      open.add(new Open(row.room() - length, row.number()));
    }
    rows.forEach(row -> row.sort(Comparator.naturalOrder()));
    rows.sort(Comparator.comparing(row -> row.get(0)));
    return rows;
  }

  /** The examples in one row, padded to the capacity. */
  public PackedRow pack(List<TokenExample> examples, int padding, LossOn lossOn) {
    int[] ids = new int[capacity];
    int[] labels = new int[capacity];
    int[] positions = new int[capacity];
    int[] segments = new int[capacity];
    int at = 0;
    for (int number = 0; number < examples.size(); number++) {
      TokenExample example = examples.get(number);
      int[] asked = example.labels(lossOn);
      for (int i = 0; i < example.length(); i++, at++) {
        ids[at] = example.id(i);
        labels[at] = asked[i];
        positions[at] = i;
        segments[at] = number + 1;
      }
    }
    for (int i = 0; at < capacity; i++, at++) {
      ids[at] = padding;
      labels[at] = TokenRows.IGNORE_INDEX;
      positions[at] = i;
    }
    return new PackedRow(
        TokenRows.list(ids),
        TokenRows.list(labels),
        TokenRows.list(positions),
        TokenRows.list(segments));
  }
}
