package io.gristmill.similarity.rouge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The growing pool of accepted texts that candidates are scored against; entries are numbered from
 * 0 in the order of insertion. An inverted index by token finds the entries that share a token with
 * a text. Only one thread may add; once nothing is added any more, any number of {@link #scorer()
 * scorers} may read. Memory: about 12 bytes per token.
 */
public final class NoveltyPool {

  private final TokenDictionary dictionary;
  private final List<int[]> entries = new ArrayList<>();

  /** By token: entry, occurrences, entry, occurrences, ..., in ascending order of entries. */
  private final List<GrowableInts> postings = new ArrayList<>();

  /** Creates an empty pool. */
  public NoveltyPool(WordSplitting wordSplitting) {
    dictionary = new TokenDictionary(wordSplitting);
  }

  /** Adds a text and returns its number. */
  public int add(String text) {
    int entry = entries.size();
    int[] tokens = dictionary.encode(text);
    entries.add(tokens);
    while (postings.size() < dictionary.size()) {
      postings.add(new GrowableInts(4));
    }
    forEachDistinct(
        tokens,
        (token, occurrences) -> {
          postings.get(token).add(entry);
          postings.get(token).add(occurrences);
        });
    return entry;
  }

  /** Returns the number of entries. */
  public int size() {
    return entries.size();
  }

  /** Returns a scorer over this pool, which sees entries added later; for one thread. */
  public PoolScorer scorer() {
    return new PoolScorer(this);
  }

  TokenDictionary dictionary() {
    return dictionary;
  }

  int[] entry(int number) {
    return entries.get(number);
  }

  GrowableInts postings(int token) {
    return postings.get(token);
  }

  /** Passes each distinct token with its number of occurrences to the sink, in ascending order. */
  static void forEachDistinct(int[] tokens, TokenCount sink) {
    int[] sorted = tokens.clone();
    Arrays.sort(sorted);
    for (int start = 0, end = 0; start < sorted.length; start = end) {
      while (end < sorted.length && sorted[end] == sorted[start]) {
        end++;
      }
      sink.accept(sorted[start], end - start);
    }
  }

  /** Receives a token and its number of occurrences. */
  @FunctionalInterface
  interface TokenCount {
    void accept(int token, int occurrences);
  }
}
