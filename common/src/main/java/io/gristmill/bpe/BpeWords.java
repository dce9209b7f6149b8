package io.gristmill.bpe;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;

/** The distinct words as tokens that are merged in place, with how often each stands. */
final class BpeWords {

  private final int[][] tokens;
  private final int[] lengths;
  private final long[] counts;

  private BpeWords(int size) {
    tokens = new int[size][];
    lengths = new int[size];
    counts = new long[size];
  }

  /** Is told of pairs that come and go. */
  interface PairListener {
    /**
     * @param count how often more, or less, the pair stands in all texts
     */
    void onCountChange(long pair, long count, int word);
  }

  /**
   * The words as single bytes.
   *
   * @param numbers of the characters that stand for bytes
   */
  static BpeWords of(WordCounts texts, Map<String, Integer> numbers) {
    int[] bytes = new int[256];
    for (int b = 0; b < bytes.length; b++) {
      bytes[b] = numbers.getOrDefault(String.valueOf(ByteAlphabet.character((byte) b)), -1);
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

  /** Tells all pairs of a word. */
  void visitPairs(int word, PairListener changes) {
    for (int i = 0; i + 1 < lengths[word]; i++) {
      changes.onCountChange(
          BpeTrainer.pair(tokens[word][i], tokens[word][i + 1]), counts[word], word);
    }
  }

  /** Makes a pair one token wherever it stands in a word, from the left. */
  void merge(int word, int left, int right, int merged, PairListener changes) {
    int[] row = tokens[word];
    int length = lengths[word];
    long count = counts[word];
    int to = 0;
    for (int from = 0; from < length; to++) {
      boolean found = from + 1 < length && row[from] == left && row[from + 1] == right;
      if (found) {
        if (to > 0) {
          changes.onCountChange(BpeTrainer.pair(row[to - 1], left), -count, word);
          changes.onCountChange(BpeTrainer.pair(row[to - 1], merged), count, word);
        }
        if (from + 2 < length) {
          changes.onCountChange(BpeTrainer.pair(right, row[from + 2]), -count, word);
          changes.onCountChange(BpeTrainer.pair(merged, row[from + 2]), count, word);
        }
      }
      row[to] = found ? merged : row[from];
      from += found ? 2 : 1;
    }
    lengths[word] = to;
  }
}
