package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import io.gristmill.similarity.LongIntMap;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * The n-grams of a corpus with document frequencies and idf = ln((n + 1) / (df + 1)) + 1, the
 * smoothed idf of scikit-learn. N-grams are in ascending order of their codes; the index is the
 * feature id. {@code StrictMath} yields the same logarithm on every machine. Immutable; serializes
 * to about five bytes per n-gram.
 */
public final class NgramVocabulary implements Serializable {

  private static final long serialVersionUID = 1L;

  private final transient long[] codes;
  private final transient int[] frequencies;
  private final transient int documents;
  private final transient double[] idf;
  private final transient LongIntMap ids;

  /** Takes ownership of the arrays: codes in ascending order and their document frequencies. */
  NgramVocabulary(long[] codes, int[] frequencies, int documents) {
    this.codes = codes;
    this.frequencies = frequencies;
    this.documents = documents;
    this.idf = new double[codes.length];
    this.ids = new LongIntMap(codes.length);
    for (int id = 0; id < codes.length; id++) {
      Require.that(
          id == 0 || codes[id - 1] < codes[id], "n-gram codes must ascend, failed at index %d", id);
      idf[id] = StrictMath.log((documents + 1.0) / (frequencies[id] + 1.0)) + 1.0;
      ids.put(codes[id], id);
    }
  }

  /** Returns the number of distinct n-grams. */
  public int size() {
    return codes.length;
  }

  /** Returns n of the idf formula: the number of texts with a raw value, including copies. */
  public int documents() {
    return documents;
  }

  public long code(int id) {
    return codes[id];
  }

  public int frequency(int id) {
    return frequencies[id];
  }

  public double idf(int id) {
    return idf[id];
  }

  /**
   * Returns the feature id of an n-gram.
   *
   * @throws IllegalArgumentException if the corpus does not contain the n-gram
   */
  public int id(long code) {
    int id = ids.getOrDefault(code, -1);
    Require.that(id >= 0, "n-gram %x is not in the vocabulary of %d n-grams", code, codes.length);
    return id;
  }

  /**
   * Returns this vocabulary extended by the n-grams of other texts. Added n-grams have document
   * frequency 0, hence idf = ln(n + 1) + 1; the number of documents and all other frequencies do
   * not change.
   */
  public NgramVocabulary withUnseen(GramDocumentFrequencies grams) {
    long[] unseen =
        Arrays.stream(grams.sortedCodes()).filter(code -> ids.getOrDefault(code, -1) < 0).toArray();
    if (unseen.length == 0) {
      return this;
    }
    long[] all = LongStream.concat(Arrays.stream(codes), Arrays.stream(unseen)).sorted().toArray();
    int[] counts = new int[all.length];
    for (int k = 0; k < all.length; k++) {
      int id = ids.getOrDefault(all[k], -1);
      counts[k] = id < 0 ? 0 : frequencies[id];
    }
    return new NgramVocabulary(all, counts, documents);
  }

  private Object writeReplace() {
    VarBytes out = new VarBytes();
    long before = 0;
    for (int id = 0; id < codes.length; id++) {
      out.write(codes[id] - before);
      out.write(frequencies[id]);
      before = codes[id];
    }
    return new Packed(documents, codes.length, out.toArray());
  }

  /** The serialized form: differences of codes, and frequencies, as variable-length integers. */
  private record Packed(int documents, int size, byte[] bytes) implements Serializable {
    private Object readResolve() {
      VarBytes.Reader in = new VarBytes.Reader(bytes);
      long[] codes = new long[size];
      int[] frequencies = new int[size];
      long before = 0;
      for (int id = 0; id < size; id++) {
        before += in.read();
        codes[id] = before;
        frequencies[id] = in.readInt();
      }
      return new NgramVocabulary(codes, frequencies, documents);
    }
  }
}
