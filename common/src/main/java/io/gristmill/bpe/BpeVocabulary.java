package io.gristmill.bpe;

import java.util.List;

/**
 * What a training found.
 *
 * @param tokens by number, in the characters of a byte-level vocabulary; special ones come first
 * @param merges pairs of tokens in the order in which they are made one
 * @param specialCount how many special tokens there are
 */
public record BpeVocabulary(List<String> tokens, List<Merge> merges, int specialCount) {

  /** Two neighbours that become one token. */
  public record Merge(String left, String right) {}

  public BpeVocabulary {
    tokens = List.copyOf(tokens);
    merges = List.copyOf(merges);
  }
}
