package io.gristmill.similarity.cosine;

import io.gristmill.check.Require;
import java.io.Serializable;

/**
 * In how many texts each gram occurs, and how many texts there are. Partial counts of partitions
 * merge to the counts of the whole in any order. Memory: about 30 bytes a distinct gram.
 */
public final class GramDocumentFrequencies implements Serializable {

  private static final long serialVersionUID = 1L;

  private final transient LongIntMap frequencies = new LongIntMap(1 << 10);
  private transient int documents;

  /** The counts of so many texts, whose grams are {@link #put} one by one: stored counts. */
  public static GramDocumentFrequencies restore(int documents) {
    Require.that(documents >= 0, "documents must not be negative, was %d", documents);
    GramDocumentFrequencies counted = new GramDocumentFrequencies();
    counted.documents = documents;
    return counted;
  }

  /**
   * Puts back the stored frequency of a gram.
   *
   * @param code of the gram, see {@link NgramRange}
   * @param frequency number of texts with the gram, at least 1
   */
  public void put(long code, int frequency) {
    Require.that(code != 0, "zero codes no gram");
    Require.that(frequency >= 1, "the frequency must be at least 1, was %d", frequency);
    frequencies.put(code, frequency);
  }

  /**
   * Counts a text.
   *
   * @param copies how many texts have these counts, at least 1
   */
  public void add(GramCounts text, int copies) {
    Require.that(copies >= 1, "copies must be at least 1, was %d", copies);
    documents = Math.addExact(documents, copies);
    for (int k = 0; k < text.size(); k++) {
      frequencies.add(text.code(k), copies);
    }
  }

  /** Adds the counts of other texts. */
  public GramDocumentFrequencies merge(GramDocumentFrequencies other) {
    documents = Math.addExact(documents, other.documents);
    frequencies.addAll(other.frequencies);
    return this;
  }

  /** Number of texts counted, those without any gram included. */
  public int documents() {
    return documents;
  }

  /** Number of distinct grams. */
  public int size() {
    return frequencies.size();
  }

  /** The grams in ascending order of their codes. */
  long[] sortedCodes() {
    return frequencies.sortedKeys();
  }

  /** The vocabulary of exactly the texts counted. */
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

  /** The serial form: sorted codes, without the free slots of the table. */
  private record Packed(NgramVocabulary vocabulary) implements Serializable {
    private Object readResolve() {
      return GramDocumentFrequencies.of(vocabulary);
    }
  }
}
