package io.gristmill.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TokenRowsTest {

  @Test
  void answerTokensCountInTheLossWhateverTheirIds() {
    // Padding and EOS are 9; prompt and answer contain a 9 each.
    List<TokenExample> examples =
        List.of(TokenExample.of(2, 5, 9, 6, 9, 7, 9), TokenExample.of(1, 5, 9));
    TokenRows rows = new PlainCollation(9, LossOn.RESPONSE).collate(examples);
    assertThat(rows.ids()).containsExactly(List.of(5, 9, 6, 9, 7, 9), List.of(5, 9, 9, 9, 9, 9));
    assertThat(rows.labels())
        .containsExactly(List.of(-100, -100, 6, 9, 7, 9), List.of(-100, 9, -100, -100, -100, -100));
    assertThat(rows.mask()).containsExactly(List.of(1, 1, 1, 1, 1, 1), List.of(1, 1, 0, 0, 0, 0));
    assertThat(rows.countLabels()).isEqualTo(5);
  }

  @Test
  void lossOnAllLabelsEveryTokenButTheFirst() {
    TokenRows rows =
        new PlainCollation(0, LossOn.ALL).collate(List.of(TokenExample.of(2, 5, 6, 7)));
    assertThat(rows.labels()).containsExactly(List.of(-100, 6, 7));
    assertThat(
            new PlainCollation(0, LossOn.RESPONSE)
                .collate(List.of(TokenExample.of(0, 5, 6)))
                .labels())
        .containsExactly(List.of(-100, 6));
    assertThat(new PlainCollation(0, LossOn.ALL).collate(List.of()).ids()).isEmpty();
  }

  @Test
  void truncatedAndDroppedExamplesAreCounted() {
    RowTruncation.TruncationResult outcome =
        new RowTruncation(4, LossOn.RESPONSE)
            .apply(
                List.of(
                    TokenExample.of(2, 1, 2, 3, 4),
                    TokenExample.of(2, 1, 2, 3, 4, 5, 6),
                    TokenExample.of(5, 1, 2, 3, 4, 5, 6),
                    TokenExample.of(4, 1, 2, 3, 4, 5),
                    TokenExample.of(3, 1, 2, 3),
                    TokenExample.of(0)));
    assertThat(outcome.kept())
        .containsExactly(TokenExample.of(2, 1, 2, 3, 4), TokenExample.of(2, 1, 2, 3, 4));
    assertThat(outcome.truncated()).isEqualTo(1);
    assertThat(outcome.dropped()).isEqualTo(4);
    assertThat(outcome.lostTokens()).isEqualTo(2 + 6 + 5 + 3);
    assertThat(new RowTruncation(2, LossOn.ALL).apply(List.of(TokenExample.of(9, 1, 2, 3))).kept())
        .containsExactly(TokenExample.of(9, 1, 2));
    assertThatThrownBy(() -> new RowTruncation(1, LossOn.ALL))
        .hasMessage("max-length must be at least 2 tokens, was 1");
  }

  @Test
  void packedExamplesKeepTheirPositionsAndDoNotPredictEachOther() {
    PackedRow row =
        new Packing(9)
            .pack(
                List.of(TokenExample.of(1, 4, 5, 6), TokenExample.of(2, 7, 8, 2, 3)),
                0,
                LossOn.RESPONSE);
    assertThat(row.ids()).containsExactly(4, 5, 6, 7, 8, 2, 3, 0, 0);
    assertThat(row.labels()).containsExactly(-100, 5, 6, -100, -100, 2, 3, -100, -100);
    assertThat(row.positions()).containsExactly(0, 1, 2, 0, 1, 2, 3, 0, 1);
    assertThat(row.segments()).containsExactly(1, 1, 1, 2, 2, 2, 2, 0, 0);
  }

  @Test
  void longExamplesArePackedFirstAndShortOnesFillTheRows() {
    assertThat(new Packing(10).assign(new int[] {3, 7, 5, 5, 2, 8}))
        .containsExactly(List.of(0, 1), List.of(2, 3), List.of(4, 5));
    assertThat(new Packing(10).assign(new int[0])).isEmpty();
    assertThatThrownBy(() -> new Packing(10).assign(new int[] {11}))
        .hasMessage("11 tokens exceed the capacity of 10");
  }
}
