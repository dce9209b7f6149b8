package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import io.gristmill.similarity.LongIntMap;
import java.io.Serializable;

/**
 * Document frequencies of n-grams, with the number of documents. Counts of partitions can be merged
 * in any order. Memory: about 30 bytes per distinct n-gram.
 */
public final class GramDocumentFrequencies implements Serializable {

  private static final long serialVersionUID = 1L;

  private final transient LongIntMap frequencies = new LongIntMap(1 << 10);
  private transient int documents;

  /** Returns the frequencies of that many stored documents, to {@link #put} the n-grams into. */
  public static GramDocumentFrequencies restore(int documents) {
    Require.that(documents >= 0, "documents must not be negative, was %d", documents);
    GramDocumentFrequencies counted = new GramDocumentFrequencies();
    counted.documents = documents;
    return counted;
  }

  /** Restores the number of documents, >= 1, that contain an n-gram (see {@link NgramRange}). */
  public void put(long code, int frequency) {
    Require.that(code != 0, "the code of an n-gram must not be 0");
    Require.that(frequency >= 1, "the frequency must be at least 1, was %d", frequency);
    frequencies.put(code, frequency);
  }

  /** Counts a number of documents, >= 1, with the same n-grams. */
  public void add(GramCounts text, int copies) {
    Require.that(copies >= 1, "copies must be at least 1, was %d", copies);
    documents = Math.addExact(documents, copies);
    for (int k = 0; k < text.size(); k++) {
      frequencies.add(text.code(k), copies);
    }
  }

  /** Adds the counts of other documents. */
  public GramDocumentFrequencies merge(GramDocumentFrequencies other) {
    documents = Math.addExact(documents, other.documents);
    frequencies.addAll(other.frequencies);
    return this;
  }

  /** Returns the number of documents, including those without any n-gram. */
  public int documents() {
    return documents;
  }

  /** Returns the codes of the n-grams in ascending order. */
  long[] sortedCodes() {
    return frequencies.sortedKeys();
  }

  /** Returns the vocabulary of exactly the counted documents. */
  public NgramVocabulary toVocabulary() {
    long[] codes = frequencies.sortedKeys();
    return new NgramVocabulary(codes, frequencies.valuesOf(codes), documents);
  }

  private Object writeReplace() {
    return new Packed(toVocabulary());
  }

  private static GramDocumentFrequencies of(NgramVocabulary vocabulary) {
    GramDocumentFrequencies counted = restore(vocabulary.documents());
    for (int id = 0; id < vocabulary.size(); id++) {
      counted.frequencies.add(vocabulary.code(id), vocabulary.frequency(id));
    }
    return counted;
  }

  /** The serialized form: sorted codes, without the free slots of the table. */
  private record Packed(NgramVocabulary vocabulary) implements Serializable {
    private Object readResolve() {
      return GramDocumentFrequencies.of(vocabulary);
    }
  }
}
