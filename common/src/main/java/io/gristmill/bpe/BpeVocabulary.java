package io.gristmill.bpe;

import java.util.List;

/**
 * The result of BPE training.
 *
 * @param tokens by id, written in the characters of {@code ByteAlphabet}; special tokens come first
 * @param merges pairs of tokens, in the order of their merges
 * @param specialCount number of special tokens
 */
public record BpeVocabulary(List<String> tokens, List<Merge> merges, int specialCount) {

  /** Two adjacent tokens that become one. */
  public record Merge(String left, String right) {}

  public BpeVocabulary {
    tokens = List.copyOf(tokens);
    merges = List.copyOf(merges);
  }
}
