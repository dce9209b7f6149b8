package io.gristmill.tokens;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Collates preference pairs as the DPO notebook of LLMs-from-scratch (chapter 7,
 * 04_preference-tuning-with-dpo) does: all rows of a batch have one width with at least one column
 * of padding, and no EOS token is scored. The response header counts as part of the answer, the two
 * tokens before it as part of the prompt.
 *
 * @param padToken padding token
 * @param maskPrompts whether prompts are not scored
 * @param allowedMaxLength maximum columns; null: no maximum
 */
public record LlmsFromScratchDpoCollation(
    int padToken, boolean maskPrompts, @Nullable Integer allowedMaxLength) {

  /** Tokens between the prompt and the response header. */
  private static final int SEPARATOR = 2;

  /**
   * A pair; both sides begin with the prompt.
   *
   * @param promptLength tokens of the prompt
   */
  public record Pair(List<Integer> chosen, List<Integer> rejected, int promptLength) {
    public Pair {
      chosen = List.copyOf(chosen);
      rejected = List.copyOf(rejected);
    }
  }

  /**
   * The rows of a batch, of one shape; masks are 1 for scored tokens.
   *
   * @param chosen token ids
   */
  public record Rows(
      List<List<Integer>> chosen,
      List<List<Integer>> rejected,
      List<List<Integer>> chosenMask,
      List<List<Integer>> rejectedMask) {}

  public Rows collate(List<Pair> pairs) {
    int width =
        pairs.stream()
            .flatMap(pair -> Stream.of(pair.chosen(), pair.rejected()))
            .mapToInt(answer -> answer.size() + 1)
            .max()
            .orElse(0);
    Rows rows =
        new Rows(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Pair pair : pairs) {
      rows.chosen().add(pad(pair.chosen(), width));
      rows.rejected().add(pad(pair.rejected(), width));
      rows.chosenMask().add(mask(pair.chosen(), pair.promptLength(), width));
      rows.rejectedMask().add(mask(pair.rejected(), pair.promptLength(), width));
    }
    return rows;
  }

  private List<Integer> pad(List<Integer> answer, int width) {
    int[] row = new int[width];
    Arrays.fill(row, padToken);
    for (int i = 0; i < answer.size(); i++) {
      row[i] = answer.get(i);
    }
    return TokenRows.list(Arrays.copyOf(row, columns(width)));
  }

  private List<Integer> mask(List<Integer> answer, int promptLength, int width) {
    int[] mask = new int[width];
    int from = maskPrompts ? Math.min(answer.size(), promptLength + SEPARATOR) : 0;
    Arrays.fill(mask, from, answer.size(), 1);
    return TokenRows.list(Arrays.copyOf(mask, columns(width)));
  }

  private int columns(int width) {
    return allowedMaxLength == null ? width : Math.min(allowedMaxLength, width);
  }
}
