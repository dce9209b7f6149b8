package io.gristmill.bpe;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;

/** The distinct words with their frequencies, as tokens that are merged in place. */
final class BpeWords {

  private final int[][] tokens;
  private final int[] lengths;
  private final long[] counts;

  private BpeWords(int size) {
    tokens = new int[size][];
    lengths = new int[size];
    counts = new long[size];
  }

  /** Receives changes of pair counts. */
  interface PairListener {
    /** The occurrences of a pair in all texts change by {@code count}. */
    void onCountChange(long pair, long count, int word);
  }

  /** The words as sequences of bytes, given the ids of the characters that represent them. */
  static BpeWords of(WordCounts texts, Map<String, Integer> ids) {
    int[] bytes = new int[256];
    for (int b = 0; b < bytes.length; b++) {
      bytes[b] = ids.getOrDefault(String.valueOf(ByteAlphabet.character((byte) b)), -1);
    }
    SortedMap<String, Long> sorted = texts.sorted();
    BpeWords words = new BpeWords(sorted.size());
    int word = 0;
    for (Map.Entry<String, Long> entry : sorted.entrySet()) {
      byte[] utf8 = entry.getKey().getBytes(StandardCharsets.UTF_8);
      words.tokens[word] = new int[utf8.length];
      for (int i = 0; i < utf8.length; i++) {
        words.tokens[word][i] = bytes[utf8[i] & 0xFF];
      }
      words.lengths[word] = utf8.length;
      words.counts[word] = entry.getValue();
      word++;
    }
    return words;
  }

  int size() {
    return tokens.length;
  }

  /** Passes all pairs of a word to the listener. */
  void visitPairs(int word, PairListener listener) {
    for (int i = 0; i + 1 < lengths[word]; i++) {
      listener.onCountChange(
          BpeTrainer.pair(tokens[word][i], tokens[word][i + 1]), counts[word], word);
    }
  }

  /** Merges all occurrences of a pair in a word, from left to right. */
  void merge(int word, int left, int right, int merged, PairListener listener) {
    int[] row = tokens[word];
    int length = lengths[word];
    long count = counts[word];
    int to = 0;
    for (int from = 0; from < length; to++) {
      boolean matches = from + 1 < length && row[from] == left && row[from + 1] == right;
      if (matches) {
        if (to > 0) {
          listener.onCountChange(BpeTrainer.pair(row[to - 1], left), -count, word);
          listener.onCountChange(BpeTrainer.pair(row[to - 1], merged), count, word);
        }
        if (from + 2 < length) {
          listener.onCountChange(BpeTrainer.pair(right, row[from + 2]), -count, word);
          listener.onCountChange(BpeTrainer.pair(merged, row[from + 2]), count, word);
        }
      }
      row[to] = matches ? merged : row[from];
      from += matches ? 2 : 1;
    }
    lengths[word] = to;
  }
}
