package io.gristmill.similarity.rouge;

import java.util.Arrays;

/**
 * Computes longest common subsequences of one pattern with many texts, 64 pattern tokens per
 * machine word (Crochemore et al. 2001, in the form of Hyyrö 2004). Each bit of V represents a
 * pattern token; for a text token with match mask M, U = V &amp; M and V = (V + U) | (V - U). The
 * number of zeros left in V is the length of the LCS.
 *
 * <p>A pattern of more than 64 tokens is processed in blocks of 64: a block runs over the whole
 * text and passes the carries of its additions to the next block, one bit per text token. So the
 * memory is one mask per token of the vocabulary plus one bit per text token, whatever the length
 * of the pattern. Not thread-safe.
 */
final class LcsMatcher {

  private static final int WORD = 64;
  private static final int[] NONE = {};

  /** Match mask by token; all zero unless a pattern or a block is loaded. */
  private long[] masks;

  private long[] carries = new long[0];
  private int[] pattern = NONE;
  private int[] loaded = NONE;

  /** Creates a matcher for tokens from 0 to {@code vocabulary - 1}. */
  LcsMatcher(int vocabulary) {
    masks = new long[vocabulary];
  }

  /** Extends the vocabulary. */
  void reserve(int vocabulary) {
    if (vocabulary > masks.length) {
      masks = Arrays.copyOf(masks, Math.max(vocabulary, GrowableInts.nextCapacity(masks.length)));
    }
  }

  /** Sets the pattern for the texts that follow; the caller must not modify the array. */
  void setPattern(int[] tokens) {
    pattern = tokens;
    clearPattern();
  }

  /** Returns the length of the longest common subsequence of the pattern and {@code text}. */
  int lcs(int[] text) {
    return pattern.length <= WORD ? oneWord(text) : manyWords(text);
  }

  private int oneWord(int[] text) {
    if (loaded != pattern) {
      load(pattern, 0, pattern.length);
      loaded = pattern;
    }
    long v = ~0L;
    for (int token : text) {
      long u = v & masks[token];
      v = (v + u) | (v - u);
    }
    // Bits above the pattern match nothing; the second operand keeps them 1.
    return Long.bitCount(~v);
  }

  /** Strips the common prefix and suffix, which belong to some LCS; the rest goes in blocks. */
  private int manyWords(int[] text) {
    int shorter = Math.min(pattern.length, text.length);
    int head = 0;
    while (head < shorter && pattern[head] == text[head]) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && pattern[pattern.length - 1 - tail] == text[text.length - 1 - tail]) {
      tail++;
    }
    boolean patternIsShorter = pattern.length <= text.length;
    int[] rows = patternIsShorter ? pattern : text;
    int[] columns = patternIsShorter ? text : pattern;
    return head + tail + blocks(rows, columns, head, tail);
  }

  private int blocks(int[] rows, int[] columns, int head, int tail) {
    int to = columns.length - tail;
    int words = (to - head + WORD - 1) / WORD;
    if (carries.length < words) {
      carries = new long[words];
    } else {
      Arrays.fill(carries, 0, words, 0);
    }
    int lcs = 0;
    for (int from = head; from < rows.length - tail; from += WORD) {
      int end = Math.min(from + WORD, rows.length - tail);
      load(rows, from, end);
      lcs += Long.bitCount(~block(columns, head, to));
      clear(rows, from, end);
    }
    return lcs;
  }

  /** Runs a block of rows over the columns; reads the previous block's carries, writes its own. */
  private long block(int[] columns, int from, int to) {
    long v = ~0L;
    for (int start = from, word = 0; start < to; start += WORD, word++) {
      long in = carries[word];
      long out = 0;
      int count = Math.min(WORD, to - start);
      for (int bit = 0; bit < count; bit++) {
        long carry = (in >>> bit) & 1;
        long u = v & masks[columns[start + bit]];
        long sum = v + u;
        long next = sum + carry;
        // The carry out of bit 63 of v + u + carry, which exceeds 2^64 at most once.
        long overflow = ((v & u) | ((v | u) & ~next)) >>> 63;
        out |= overflow << bit;
        v = next | (v - u);
      }
      carries[word] = out;
    }
    return v;
  }

  private void load(int[] tokens, int from, int to) {
    for (int i = from; i < to; i++) {
      masks[tokens[i]] |= 1L << (i - from);
    }
  }

  private void clear(int[] tokens, int from, int to) {
    for (int i = from; i < to; i++) {
      masks[tokens[i]] = 0;
    }
  }

  private void clearPattern() {
    clear(loaded, 0, loaded.length);
    loaded = NONE;
  }
}
