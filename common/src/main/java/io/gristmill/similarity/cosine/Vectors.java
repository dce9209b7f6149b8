package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import java.util.Arrays;
import java.util.List;

/**
 * L2-normalized TF-IDF vectors in CSR layout: ascending feature ids and their weights count * idf /
 * norm as doubles. All sums run in ascending order of ids, the <em>canonical order</em>, so a
 * cosine has the same bits on every machine, thread and partition. Memory: 12 bytes per entry.
 */
public final class Vectors {

  final int[] start; // size + 1
  final int[] ids;
  final double[] weights;
  private final int features;
  private final int maxEntries;

  private Vectors(int[] start, int[] ids, double[] weights, int features, int maxEntries) {
    this.start = start;
    this.ids = ids;
    this.weights = weights;
    this.features = features;
    this.maxEntries = maxEntries;
  }

  /** Returns the vectors of texts in their order; zero for a text without n-grams. */
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

  /** Returns the number of vectors. */
  public int size() {
    return start.length - 1;
  }

  /** Returns the number of dimensions, i.e. n-grams of the vocabulary. */
  public int features() {
    return features;
  }

  /** Returns the maximum number of non-zero entries of a vector. */
  int maxEntries() {
    return maxEntries;
  }

  /** Returns the dot product of two rows, summed in canonical order; 0 if either is zero. */
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

  /** Returns the first rows only; shares memory with this. */
  Vectors head(int rows) {
    return new Vectors(Arrays.copyOf(start, rows + 1), ids, weights, features, maxEntries);
  }

  /** Builds rows entry by entry, each row in ascending order of feature ids. */
  static final class Builder {

    private final NgramVocabulary vocabulary;
    private final int[] start;
    private final int[] ids;
    private final double[] weights;
    private int rows;
    private int at;
    private int maxEntries;

    Builder(NgramVocabulary vocabulary, int rows, long entries) {
      Require.that(
          entries <= Integer.MAX_VALUE - 16,
          "%d texts have %d n-grams, more than one array holds; split them into parts",
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
      maxEntries = Math.max(maxEntries, at - first);
      start[++rows] = at;
    }

    Vectors build() {
      return new Vectors(start, ids, weights, vocabulary.size(), maxEntries);
    }
  }
}
