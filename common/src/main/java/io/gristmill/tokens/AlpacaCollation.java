package io.gristmill.tokens;

import java.util.Arrays;
import java.util.List;

/**
 * Collates as Stanford Alpaca (761dc5b) does. Prompt lengths are counted by value: prompt tokens
 * equal to the padding token do not count.
 *
 * @param maxLength maximum tokens of a row
 */
public record AlpacaCollation(int padToken, int maxLength) implements Collation {

  @Override
  public TokenRows collate(List<TokenExample> examples) {
    int longest = examples.stream().mapToInt(TokenExample::length).max().orElse(0);
    int width = Math.min(maxLength, longest);
    int[][] ids = new int[examples.size()][];
    int[][] labels = new int[examples.size()][];
    for (int i = 0; i < ids.length; i++) {
      int[] tokens = examples.get(i).toArray();
      ids[i] = TokenRows.pad(tokens, width, padToken);
      labels[i] = TokenRows.pad(tokens, width, TokenRows.IGNORE_INDEX);
      Arrays.fill(labels[i], 0, maskedLength(examples.get(i)), TokenRows.IGNORE_INDEX);
    }
    return new TokenRows(ids, labels);
  }

  private int maskedLength(TokenExample example) {
    int prompt = Math.min(maxLength, Math.min(example.length(), example.promptLength()));
    return (int)
        Arrays.stream(example.toArray(), 0, prompt).filter(token -> token != padToken).count();
  }
}
