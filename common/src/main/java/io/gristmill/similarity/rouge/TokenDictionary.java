package io.gristmill.similarity.rouge;

import java.util.HashMap;
import java.util.Map;

/**
 * Numbers tokens 0, 1, 2... as they are first met, so that texts become arrays of int. Corpora that
 * are joined share one dictionary; no result depends on which number a token has. Encoding is for
 * one thread at a time, {@link #lookUp} for many once nothing is encoded any more.
 */
public final class TokenDictionary {

  /** Stands for a token that the dictionary does not hold. */
  static final int UNKNOWN = -1;

  private final WordSplitting wordSplitting;
  private final Map<String, Integer> ids = new HashMap<>();

  /** An empty dictionary of tokens as {@code tokens} cuts them. */
  public TokenDictionary(WordSplitting tokens) {
    this.wordSplitting = tokens;
  }

  public WordSplitting wordSplitting() {
    return wordSplitting;
  }

  /** Number of different tokens; ids are below it. */
  public int size() {
    return ids.size();
  }

  /** The ids of the tokens of {@code text} in text order; new tokens are added. */
  public int[] encode(String text) {
    GrowableInts list = new GrowableInts();
    wordSplitting.forEach(text, token -> list.add(idOf(token)));
    return list.toArray();
  }

  /** As {@link #encode}, with {@link #UNKNOWN} for tokens not held; changes nothing. */
  int[] lookUp(String text) {
    GrowableInts list = new GrowableInts();
    wordSplitting.forEach(text, token -> list.add(ids.getOrDefault(token, UNKNOWN)));
    return list.toArray();
  }

  private int idOf(String token) {
    Integer known = ids.putIfAbsent(token, ids.size());
    return known == null ? ids.size() - 1 : known;
  }
}
