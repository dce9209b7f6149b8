package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import io.gristmill.similarity.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a column, grouped by equal vectors. Groups are in the order of their first removable
 * row; groups without a removable row come last. A row with a zero vector belongs to no group,
 * since it is similar to nothing, but counts for idf like every row with a value.
 */
final class GroupedTexts {

  /** Rows with equal vectors, as indexes into the input, by position. */
  private record Group(GramCounts counts, List<Integer> rows, List<Integer> removable) {}

  /** The rows of a group, without its counts. */
  private record Members(List<Integer> rows, List<Integer> removable) {
    static Members of(Group group) {
      List<Integer> rows = List.copyOf(group.rows());
      boolean all = group.removable().size() == rows.size();
      return new Members(rows, all ? rows : List.copyOf(group.removable()));
    }
  }

  private static final int CHUNK = 256;

  private final List<Members> groups;
  final int removableGroups; // groups with a removable row, the first ones
  final int texts;
  final NgramVocabulary vocabulary;
  final Vectors vectors; // one per group

  private GroupedTexts(List<Group> groups, int texts, NgramVocabulary vocabulary) {
    this.groups = groups.stream().map(Members::of).toList();
    this.texts = texts;
    this.vocabulary = vocabulary;
    this.removableGroups = (int) groups.stream().filter(g -> !g.removable().isEmpty()).count();
    this.vectors = Vectors.of(groups.stream().map(Group::counts).toList(), vocabulary);
  }

  /** Groups rows; a null vocabulary counts the idf of these texts. */
  static GroupedTexts of(
      long[] positions,
      @Nullable String[] texts,
      NgramRange range,
      @Nullable NgramVocabulary frozen,
      Workers workers) {
    int[] rows = rowsByPosition(positions, texts);
    GramCounts[] counts = count(texts, rows, range, workers);
    Map<GramCounts, Group> byCounts = new HashMap<>();
    List<Group> groups = new ArrayList<>();
    GramDocumentFrequencies frequencies = new GramDocumentFrequencies();
    for (int k = 0; k < rows.length; k++) {
      Group group = byCounts.get(counts[k]);
      if (group == null) {
        group = new Group(counts[k], new ArrayList<>(1), new ArrayList<>(1));
        byCounts.put(counts[k], group);
        groups.add(group);
      }
      group.rows().add(rows[k]);
      if (isRemovable(texts[rows[k]])) {
        group.removable().add(rows[k]);
      }
    }
    groups.forEach(group -> frequencies.add(group.counts(), group.rows().size()));
    groups.removeIf(group -> group.counts().isEmpty());
    groups.sort(Comparator.comparingLong(group -> firstRemovable(group, positions)));
    return new GroupedTexts(
        groups,
        rows.length,
        frozen == null ? frequencies.toVocabulary() : frozen.withUnseen(frequencies));
  }

  private static long firstRemovable(Group group, long[] positions) {
    return group.removable().isEmpty() ? Long.MAX_VALUE : positions[group.removable().get(0)];
  }

  /** Returns the rows that have a value, by position. */
  private static int[] rowsByPosition(long[] positions, @Nullable String[] texts) {
    Require.that(
        positions.length == texts.length,
        "there must be one position per text, was %d positions and %d texts",
        positions.length,
        texts.length);
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < texts.length; row++) {
      String text = texts[row];
      if (text != null && !text.isEmpty()) {
        rows.add(row);
      }
    }
    rows.sort(Comparator.comparingLong(row -> positions[row]));
    for (int k = 1; k < rows.size(); k++) {
      Require.that(
          positions[rows.get(k - 1)] != positions[rows.get(k)],
          "positions must differ, %d occurs twice",
          positions[rows.get(k)]);
    }
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }

  private static GramCounts[] count(
      @Nullable String[] texts, int[] rows, NgramRange range, Workers workers) {
    GramCounts[] counts = new GramCounts[rows.length];
    GramCounter[] counters = new GramCounter[workers.count()];
    Arrays.setAll(counters, worker -> new GramCounter(range));
    workers.run(
        (rows.length + CHUNK - 1) / CHUNK,
        (worker, chunk) -> {
          for (int k = chunk * CHUNK; k < Math.min(rows.length, (chunk + 1) * CHUNK); k++) {
            counts[k] = counters[worker].count(Objects.requireNonNull(texts[rows[k]]));
          }
        });
    return counts;
  }

  /** Returns whether a row may be removed or cause a removal: it has at least two code points. */
  static boolean isRemovable(@Nullable String text) {
    return text != null && text.codePointCount(0, text.length()) > 1;
  }

  int groups() {
    return groups.size();
  }

  /** Returns all rows of a group, by position. */
  List<Integer> rows(int group) {
    return groups.get(group).rows();
  }

  /** Returns the removable rows of a group, by position. */
  List<Integer> removable(int group) {
    return groups.get(group).removable();
  }
}
