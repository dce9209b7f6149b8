package io.gristmill.tokens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collates as Stanford Alpaca (761dc5b) does. Lengths are counted by value: prompt tokens equal to
 * the padding token do not count, and the attention mask hides them.
 *
 * @param padToken padding token
 * @param maxLength maximum tokens of a row
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
      int[] labelRow = row.clone();
      Arrays.fill(labelRow, length, width, TokenRows.IGNORE_INDEX);
      Arrays.fill(labelRow, 0, Math.min(width, maskedLength(example)), TokenRows.IGNORE_INDEX);
      ids.add(TokenRows.list(row));
      labels.add(TokenRows.list(labelRow));
      mask.add(Arrays.stream(row).mapToObj(token -> token == padToken ? 0 : 1).toList());
    }
    return new TokenRows(ids, labels, mask);
  }

  private int maskedLength(TokenExample example) {
    int prompt = Math.min(maxLength, Math.min(example.length(), example.promptLength()));
    return (int)
        Arrays.stream(example.toArray(), 0, prompt).filter(token -> token != padToken).count();
  }
}
