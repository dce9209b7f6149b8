package io.gristmill.tokens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows by lengths alone, never by the value of a token: padding and end tokens may share an id.
 * Examples must have their end token, and be within the limit ({@link RowTruncation}).
 *
 * @param padToken token of the padding
 */
public record PlainCollation(int padToken, LossOn lossOn) implements Collation {

  @Override
  public TokenRows collate(List<TokenExample> examples) {
    int width = examples.stream().mapToInt(TokenExample::length).max().orElse(0);
    List<List<Integer>> ids = new ArrayList<>();
    List<List<Integer>> labels = new ArrayList<>();
    List<List<Integer>> mask = new ArrayList<>();
    for (TokenExample example : examples) {
      ids.add(padded(example.toArray(), width, padToken));
      labels.add(padded(example.labels(lossOn), width, TokenRows.IGNORE_INDEX));
      int[] ones = new int[example.length()];
      Arrays.fill(ones, 1);
      mask.add(padded(ones, width, 0));
    }
    return new TokenRows(ids, labels, mask);
  }

  private static List<Integer> padded(int[] values, int width, int with) {
    int[] padded = Arrays.copyOf(values, width);
    Arrays.fill(padded, values.length, width, with);
    return TokenRows.list(padded);
  }
}
