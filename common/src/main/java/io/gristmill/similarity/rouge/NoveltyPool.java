package io.gristmill.similarity.rouge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The growing pool of accepted texts that a candidate is scored against, entries numbered from 0 as
 * they are added. An inverted index by token finds the entries that share something with a text.
 * Adding is for one thread; when nothing is added any more, any number of {@link #scorer() scorers}
 * may read. About 12 bytes a token.
 */
public final class NoveltyPool {

  private final TokenDictionary dictionary;
  private final List<int[]> entries = new ArrayList<>();

  /** By token: entry, occurrences, entry, occurrences... by ascending entry. */
  private final List<GrowableInts> postings = new ArrayList<>();

  /** An empty pool. */
  public NoveltyPool(WordSplitting tokens) {
    dictionary = new TokenDictionary(tokens);
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

  /** Number of entries. */
  public int size() {
    return entries.size();
  }

  /** A scorer over this pool as it is and grows; for one thread. */
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

  /** Hands on each different token with its number of occurrences, by ascending token. */
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

  /** Receives a token and how often it occurs. */
  @FunctionalInterface
  interface TokenCount {
    void accept(int token, int occurrences);
  }
}
