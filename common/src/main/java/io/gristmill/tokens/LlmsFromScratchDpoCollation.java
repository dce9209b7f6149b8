package io.gristmill.tokens;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Collates preference pairs as the DPO notebook of LLMs-from-scratch (chapter 7,
 * 04_preference-tuning-with-dpo) does: all rows of a batch have one width with at least one column
 * of padding, and no EOS token is scored. The response header counts as part of the answer, the two
 * tokens before it as part of the prompt.
 */
public record LlmsFromScratchDpoCollation(int padToken, boolean maskPrompts, int allowedMaxLength) {

  /** Tokens between the prompt and the response header. */
  private static final int SEPARATOR = 2;

  /** The chosen rows of all pairs, then the rejected ones; labels are those of scored tokens. */
  public TokenRows collate(List<PairTokens> pairs) {
    int longest = pairs.stream().mapToInt(PairTokens::maxRowLength).max().orElse(-1);
    int columns = Math.min(allowedMaxLength, longest + 1);
    int[][] ids = new int[2 * pairs.size()][];
    int[][] labels = new int[ids.length][];
    for (int i = 0; i < ids.length; i++) {
      PairTokens pair = pairs.get(i % pairs.size());
      int[] prompt = pair.prompt();
      int[] answer = i < pairs.size() ? pair.chosen() : pair.rejected();
      int[] row = IntStream.concat(Arrays.stream(prompt), Arrays.stream(answer)).toArray();
      ids[i] = TokenRows.pad(row, columns, padToken);
      if (maskPrompts) {
        int masked = Math.min(row.length, prompt.length + SEPARATOR);
        Arrays.fill(row, 0, masked, TokenRows.IGNORE_INDEX);
      }
      labels[i] = TokenRows.pad(row, columns, TokenRows.IGNORE_INDEX);
    }
    return new TokenRows(ids, labels);
  }
}
