package io.gristmill.tokens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Pads examples on the right. Masks follow from lengths, never from token values, so padding and
 * EOS may share an id. Examples must hold their EOS token and be within the maximum length ({@link
 * RowTruncation}).
 *
 * @param padToken padding token
 */
public record PlainCollation(int padToken, LossOn lossOn) implements Collation {

  @Override
  public TokenRows collate(List<TokenExample> examples) {
    int width = examples.stream().mapToInt(TokenExample::length).max().orElse(0);
    List<List<Integer>> ids = new ArrayList<>();
    List<List<Integer>> labels = new ArrayList<>();
    List<List<Integer>> mask = new ArrayList<>();
    for (TokenExample example : examples) {
      ids.add(pad(example.toArray(), width, padToken));
      labels.add(pad(example.labels(lossOn), width, TokenRows.IGNORE_INDEX));
      int[] ones = new int[example.length()];
      Arrays.fill(ones, 1);
      mask.add(pad(ones, width, 0));
    }
    return new TokenRows(ids, labels, mask);
  }

  private static List<Integer> pad(int[] values, int width, int value) {
    int[] padded = Arrays.copyOf(values, width);
    Arrays.fill(padded, values.length, width, value);
    return TokenRows.list(padded);
  }
}
