package io.gristmill.tokens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as chapter 7 of LLMs-from-scratch (rasbt, 28c65cd) makes them. Padding and end token are one
 * id; of the targets' occurrences of it the first is learned and no other, so an end token inside a
 * text hides the real one. With masked prompts a prompt of no token masks all but the last target.
 *
 * @param eosToken the token that ends and pads
 * @param ignoreIndex target that asks for nothing
 * @param maskPrompts whether prompts are masked, their last token's target excepted
 * @param allowedMaxLength most columns; null is none
 */
public record LlmsFromScratchCollation(
    int eosToken, int ignoreIndex, boolean maskPrompts, @Nullable Integer allowedMaxLength)
    implements Collation {

  /**
   * The book's own form: targets are inputs shifted by one.
   *
   * @param inputs tokens
   * @param targets of the same shape: what follows each token
   */
  public record Shifted(List<List<Integer>> inputs, List<List<Integer>> targets) {
    public Shifted {
      inputs = inputs.stream().map(List::copyOf).toList();
      targets = targets.stream().map(List::copyOf).toList();
    }
  }

  public Shifted shifted(List<TokenExample> examples) {
    int width = examples.stream().mapToInt(TokenExample::length).max().orElse(0);
    int columns = allowedMaxLength == null ? width : Math.min(allowedMaxLength, width);
    List<List<Integer>> inputs = new ArrayList<>();
    List<List<Integer>> targets = new ArrayList<>();
    for (TokenExample example : examples) {
      int[] row = Arrays.copyOf(example.toArray(), width + 1);
      Arrays.fill(row, example.length(), width + 1, eosToken);
      inputs.add(TokenRows.list(Arrays.copyOf(row, columns)));
      int[] following = Arrays.copyOfRange(row, 1, width + 1);
      maskEnds(following);
      if (maskPrompts) {
        Arrays.fill(following, 0, sliceEnd(example.promptLength() - 1, width), ignoreIndex);
      }
      targets.add(TokenRows.list(Arrays.copyOf(following, columns)));
    }
    return new Shifted(inputs, targets);
  }

  private void maskEnds(int[] targets) {
    boolean seen = false;
    for (int i = 0; i < targets.length; i++) {
      if (targets[i] == eosToken) {
        targets[i] = seen ? ignoreIndex : eosToken;
        seen = true;
      }
    }
  }

  /** The end of a slice as Python has it: a negative one counts from the right. */
  private static int sliceEnd(int end, int length) {
    return Math.min(length, end < 0 ? Math.max(0, length + end) : end);
  }

  /** The same with labels in their own places, one column wider. */
  @Override
  public TokenRows collate(List<TokenExample> examples) {
    Shifted shifted = shifted(examples);
    List<List<Integer>> ids = new ArrayList<>();
    List<List<Integer>> labels = new ArrayList<>();
    List<List<Integer>> mask = new ArrayList<>();
    for (int row = 0; row < examples.size(); row++) {
      List<Integer> wider = new ArrayList<>(shifted.inputs().get(row));
      wider.add(eosToken);
      ids.add(wider);
      List<Integer> own = new ArrayList<>(List.of(TokenRows.IGNORE_INDEX));
      shifted
          .targets()
          .get(row)
          .forEach(t -> own.add(t == ignoreIndex ? TokenRows.IGNORE_INDEX : t));
      labels.add(own);
      int tokens = examples.get(row).length();
      List<Integer> there = new ArrayList<>();
      for (int column = 0; column < wider.size(); column++) {
        there.add(column < tokens ? 1 : 0);
      }
      mask.add(there);
    }
    return new TokenRows(ids, labels, mask);
  }
}
