package io.gristmill.tokens;

import java.util.Arrays;
import java.util.List;

/**
 * Collates as chapter 7 of LLMs-from-scratch (rasbt, 28c65cd) does. EOS and padding share one id;
 * only its first occurrence among the targets counts in the loss, so an EOS token inside a text
 * hides the real one. With masked prompts, an empty prompt masks all targets but the last.
 *
 * <p>The collate function of chapter 7 returns inputs, and targets shifted by one. Here a label
 * stands at the position of its token, so a row has one column more: its inputs are all columns but
 * the last, its targets all labels but the first.
 *
 * @param eosToken token that ends texts and pads rows
 * @param maskPrompts whether prompts are masked, except for the target of their last token
 * @param allowedMaxLength maximum number of inputs
 */
public record LlmsFromScratchCollation(int eosToken, boolean maskPrompts, int allowedMaxLength)
    implements Collation {

  @Override
  public TokenRows collate(List<TokenExample> examples) {
    int width = examples.stream().mapToInt(TokenExample::length).max().orElse(0);
    int columns = Math.min(allowedMaxLength, width) + 1;
    int[][] ids = new int[examples.size()][];
    int[][] labels = new int[examples.size()][];
    for (int i = 0; i < ids.length; i++) {
      int[] row = TokenRows.pad(examples.get(i).toArray(), width + 1, eosToken);
      ids[i] = Arrays.copyOf(row, columns);
      ids[i][columns - 1] = eosToken;
      maskRepeatedEos(row);
      if (maskPrompts) {
        int masked = sliceEnd(examples.get(i).promptLength() - 1, width);
        Arrays.fill(row, 1, masked + 1, TokenRows.IGNORE_INDEX);
      }
      row[0] = TokenRows.IGNORE_INDEX;
      labels[i] = Arrays.copyOf(row, columns);
    }
    return new TokenRows(ids, labels);
  }

  private void maskRepeatedEos(int[] row) {
    boolean seen = false;
    for (int i = 1; i < row.length; i++) {
      if (row[i] == eosToken) {
        row[i] = seen ? TokenRows.IGNORE_INDEX : eosToken;
        seen = true;
      }
    }
  }

  /** The end of a Python slice: a negative one counts from the right. */
  private static int sliceEnd(int end, int length) {
    return Math.min(length, end < 0 ? Math.max(0, length + end) : end);
  }
}
