package io.gristmill.tokens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows as Stanford Alpaca (761dc5b) makes them. Lengths are counted by value: tokens of a prompt
 * that equal the padding do not count, and are hidden from attention.
 *
 * @param padToken token of the padding
 * @param maxLength most tokens of a row
 */
public record AlpacaCollation(int padToken, int maxLength) implements Collation {

  @Override
  public TokenRows collate(List<TokenExample> examples) {
    int width =
        examples.stream()
            .mapToInt(example -> Math.min(maxLength, example.length()))
            .max()
            .orElse(0);
    List<List<Integer>> ids = new ArrayList<>();
    List<List<Integer>> labels = new ArrayList<>();
    List<List<Integer>> mask = new ArrayList<>();
    for (TokenExample example : examples) {
      int length = Math.min(maxLength, example.length());
      int[] row = Arrays.copyOf(example.toArray(), width);
      Arrays.fill(row, length, width, padToken);
      int[] asked = row.clone();
      Arrays.fill(asked, length, width, TokenRows.IGNORE_INDEX);
      Arrays.fill(asked, 0, Math.min(width, counted(example)), TokenRows.IGNORE_INDEX);
      ids.add(TokenRows.list(row));
      labels.add(TokenRows.list(asked));
      mask.add(Arrays.stream(row).mapToObj(token -> token == padToken ? 0 : 1).toList());
    }
    return new TokenRows(ids, labels, mask);
  }

  private int counted(TokenExample example) {
    int prompt = Math.min(maxLength, Math.min(example.length(), example.promptLength()));
    return (int)
        Arrays.stream(example.toArray(), 0, prompt).filter(token -> token != padToken).count();
  }
}
