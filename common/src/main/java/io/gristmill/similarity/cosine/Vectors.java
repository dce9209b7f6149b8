package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import java.util.Arrays;
import java.util.List;

/**
 * TF-IDF vectors of unit length, row by row (CSR): ascending feature ids and their weights count *
 * idf / norm in doubles. All sums run in ascending id, the <em>canonical order</em>, so a cosine
 * has the same bits on every machine, thread and partition. Memory: 12 bytes an entry.
 */
public final class Vectors {

  final int[] start; // size + 1
  final int[] ids;
  final double[] weights;
  private final int features;
  private final int maxEntries;

  private Vectors(int[] start, int[] ids, double[] weights, int features, int longest) {
    this.start = start;
    this.ids = ids;
    this.weights = weights;
    this.features = features;
    this.maxEntries = longest;
  }

  /** The vectors of texts, in their order. A text without grams gives the zero vector. */
  public static Vectors of(List<GramCounts> texts, NgramVocabulary vocabulary) {
    long entries = texts.stream().mapToLong(GramCounts::size).sum();
    Builder builder = new Builder(vocabulary, texts.size(), entries);
    for (GramCounts text : texts) {
      for (int k = 0; k < text.size(); k++) {
        builder.entry(vocabulary.id(text.code(k)), text.count(k));
      }
      builder.endRow();
    }
    return builder.build();
  }

  /** Number of vectors. */
  public int size() {
    return start.length - 1;
  }

  /** Number of dimensions: the grams of the vocabulary. */
  public int features() {
    return features;
  }

  /** Entries that are not zero in the longest vector. */
  int maxEntries() {
    return maxEntries;
  }

  boolean isZero(int row) {
    return start[row] == start[row + 1];
  }

  /** The dot product of two rows, in canonical order; zero with a zero vector. */
  public double cosine(int row, Vectors other, int otherRow) {
    int a = start[row];
    int b = other.start[otherRow];
    double sum = 0;
    while (a < start[row + 1] && b < other.start[otherRow + 1]) {
      int order = Integer.compare(ids[a], other.ids[b]);
      if (order == 0) {
        sum += weights[a] * other.weights[b];
      }
      a += order <= 0 ? 1 : 0;
      b += order >= 0 ? 1 : 0;
    }
    return sum;
  }

  /** The first rows only; shares memory. */
  Vectors head(int rows) {
    return new Vectors(Arrays.copyOf(start, rows + 1), ids, weights, features, maxEntries);
  }

  /** Collects rows entry by entry, each row in ascending feature id. */
  static final class Builder {

    private final NgramVocabulary vocabulary;
    private final int[] start;
    private final int[] ids;
    private final double[] weights;
    private int rows;
    private int at;
    private int longest;

    Builder(NgramVocabulary vocabulary, int rows, long entries) {
      Require.that(
          entries <= Integer.MAX_VALUE - 16,
          "%d texts have %d grams, more than one array holds; split them into parts",
          rows,
          entries);
      this.vocabulary = vocabulary;
      this.start = new int[rows + 1];
      this.ids = new int[(int) entries];
      this.weights = new double[(int) entries];
    }

    void entry(int id, int count) {
      ids[at] = id;
      weights[at++] = count * vocabulary.idf(id);
    }

    void endRow() {
      int first = start[rows];
      double squares = 0;
      for (int k = first; k < at; k++) {
        squares += weights[k] * weights[k];
      }
      double norm = Math.sqrt(squares);
      for (int k = first; k < at; k++) {
        weights[k] /= norm;
      }
      longest = Math.max(longest, at - first);
      start[++rows] = at;
    }

    Vectors build() {
      return new Vectors(start, ids, weights, vocabulary.size(), longest);
    }
  }
}
