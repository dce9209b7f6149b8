package io.gristmill.tokens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collates as chapter 7 of LLMs-from-scratch (rasbt, 28c65cd) does. EOS and padding share one id;
 * only its first occurrence among the targets counts in the loss, so an EOS token inside a text
 * hides the real one. With masked prompts, an empty prompt masks all targets but the last.
 *
 * @param eosToken token that ends texts and pads rows
 * @param ignoreIndex target that does not count in the loss
 * @param maskPrompts whether prompts are masked, except for the target of their last token
 * @param allowedMaxLength maximum columns; null: no maximum
 */
public record LlmsFromScratchCollation(
    int eosToken, int ignoreIndex, boolean maskPrompts, @Nullable Integer allowedMaxLength)
    implements Collation {

  /**
   * Rows as the collate function of chapter 7 returns them: targets are the inputs shifted by one.
   *
   * @param inputs token ids
   * @param targets the next token of each input, in the same shape
   */
  public record Shifted(List<List<Integer>> inputs, List<List<Integer>> targets) {
    public Shifted {
      inputs = inputs.stream().map(List::copyOf).toList();
      targets = targets.stream().map(List::copyOf).toList();
    }
  }

  public Shifted collateShifted(List<TokenExample> examples) {
    int width = examples.stream().mapToInt(TokenExample::length).max().orElse(0);
    int columns = allowedMaxLength == null ? width : Math.min(allowedMaxLength, width);
    List<List<Integer>> inputs = new ArrayList<>();
    List<List<Integer>> targets = new ArrayList<>();
    for (TokenExample example : examples) {
      int[] row = Arrays.copyOf(example.toArray(), width + 1);
      Arrays.fill(row, example.length(), width + 1, eosToken);
      inputs.add(TokenRows.list(Arrays.copyOf(row, columns)));
      int[] targetRow = Arrays.copyOfRange(row, 1, width + 1);
      maskRepeatedEos(targetRow);
      if (maskPrompts) {
        Arrays.fill(targetRow, 0, sliceEnd(example.promptLength() - 1, width), ignoreIndex);
      }
      targets.add(TokenRows.list(Arrays.copyOf(targetRow, columns)));
    }
    return new Shifted(inputs, targets);
  }

  private void maskRepeatedEos(int[] targets) {
    boolean seen = false;
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] == eosToken) {
        targets[i] = seen ? ignoreIndex : eosToken;
        seen = true;
      }
    }
  }

  /** The end of a Python slice: a negative one counts from the right. */
  private static int sliceEnd(int end, int length) {
    return Math.min(length, end < 0 ? Math.max(0, length + end) : end);
  }

  /** The same rows with labels at the position of their token, one column wider. */
  @Override
  public TokenRows collate(List<TokenExample> examples) {
    Shifted shifted = collateShifted(examples);
    List<List<Integer>> ids = new ArrayList<>();
    List<List<Integer>> labels = new ArrayList<>();
    List<List<Integer>> mask = new ArrayList<>();
    for (int row = 0; row < examples.size(); row++) {
      List<Integer> wider = new ArrayList<>(shifted.inputs().get(row));
      wider.add(eosToken);
      ids.add(wider);
      List<Integer> labelRow = new ArrayList<>(List.of(TokenRows.IGNORE_INDEX));
      shifted
          .targets()
          .get(row)
          .forEach(t -> labelRow.add(t == ignoreIndex ? TokenRows.IGNORE_INDEX : t));
      labels.add(labelRow);
      int tokens = examples.get(row).length();
      List<Integer> maskRow = new ArrayList<>();
      for (int column = 0; column < wider.size(); column++) {
        maskRow.add(column < tokens ? 1 : 0);
      }
      mask.add(maskRow);
    }
    return new TokenRows(ids, labels, mask);
  }
}
