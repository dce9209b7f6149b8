package io.gristmill.similarity.rouge;

import java.util.HashMap;
import java.util.Map;

/**
 * Assigns ids 0, 1, 2, ... to tokens in the order of first occurrence, so that texts become int
 * arrays. Corpora to be joined share one dictionary; no result depends on the ids. Encoding is not
 * thread-safe; {@link #lookUp} is, once nothing is encoded any more.
 */
public final class TokenDictionary {

  /** The id of a token that the dictionary does not contain. */
  static final int UNKNOWN = -1;

  private final WordSplitting wordSplitting;
  private final Map<String, Integer> ids = new HashMap<>();

  /** Creates an empty dictionary for tokens of the given kind. */
  public TokenDictionary(WordSplitting wordSplitting) {
    this.wordSplitting = wordSplitting;
  }

  /** Returns the number of distinct tokens; ids are smaller. */
  public int size() {
    return ids.size();
  }

  /** Returns the ids of the tokens of {@code text} in text order; adds new tokens. */
  public int[] encode(String text) {
    GrowableInts list = new GrowableInts();
    wordSplitting.forEach(text, token -> list.add(idOf(token)));
    return list.toArray();
  }

  /** Returns the ids like {@link #encode}, but {@link #UNKNOWN} for new tokens; changes nothing. */
  int[] lookUp(String text) {
    GrowableInts list = new GrowableInts();
    wordSplitting.forEach(text, token -> list.add(ids.getOrDefault(token, UNKNOWN)));
    return list.toArray();
  }

  private int idOf(String token) {
    Integer previous = ids.putIfAbsent(token, ids.size());
    return previous == null ? ids.size() - 1 : previous;
  }
}
