package io.gristmill.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenStoreTest {

  private static BitSet places(int... places) {
    BitSet set = new BitSet();
    IntStream.of(places).forEach(set::set);
    return set;
  }

  @Test
  void exactlyTheAnswersOfAConversationCountInTheLoss() {
    TokenExample talk = TokenExample.of(places(2, 3, 6), 10, 11, 12, 13, 14, 15, 16, 17);
    assertThat(talk.promptLength()).isEqualTo(2);
    assertThat(talk.labels(LossOn.RESPONSE))
        .containsExactly(-100, -100, 12, 13, -100, -100, 16, -100);
    assertThat(talk.labels(LossOn.ALL)).containsExactly(-100, 11, 12, 13, 14, 15, 16, 17);
    assertThat(talk.countLabels(LossOn.RESPONSE)).isEqualTo(3);
    assertThat(talk.truncate(5, LossOn.RESPONSE))
        .contains(TokenExample.of(places(2, 3), 10, 11, 12, 13, 14));
    assertThat(talk.truncate(2, LossOn.RESPONSE)).isEqualTo(Optional.empty());
  }

  @Test
  void anExampleCutToItsPromptIsDroppedUnlessThePromptCounts() {
    assertThat(TokenExample.of(2, 1, 2, 3, 4, 5, 6).truncate(4, LossOn.RESPONSE))
        .contains(TokenExample.of(2, 1, 2, 3, 4));
    assertThat(TokenExample.of(4, 1, 2, 3, 4, 5).truncate(4, LossOn.RESPONSE)).isEmpty();
    assertThat(TokenExample.of(3, 1, 2, 3).truncate(4, LossOn.RESPONSE)).isEmpty();
    assertThat(TokenExample.of(0).truncate(4, LossOn.RESPONSE)).isEmpty();
    assertThat(TokenExample.of(9, 1, 2, 3).truncate(2, LossOn.ALL))
        .contains(TokenExample.of(9, 1, 2));
  }

  @Test
  void longExamplesArePackedFirstAndShortOnesFillTheRows() {
    assertThat(new Packing(10).assign(new int[] {3, 7, 5, 5, 2, 8}))
        .containsExactly(List.of(0, 1), List.of(2, 3), List.of(4, 5));
    assertThat(new Packing(10).assign(new int[0])).isEmpty();
    assertThatThrownBy(() -> new Packing(10).assign(new int[] {11}))
        .hasMessage("11 tokens exceed the capacity of 10");
  }

  @Test
  void anAnswerUpToTheEndIsEqualFromALengthOrFromBits() {
    assertThat(TokenExample.of(places(1, 2), 5, 6, 7)).isEqualTo(TokenExample.of(1, 5, 6, 7));
    assertThat(TokenExample.of(places(), 5, 6)).isEqualTo(TokenExample.of(2, 5, 6));
    assertThat(TokenExample.of(places(0, 2), 5, 6, 7))
        .isNotEqualTo(TokenExample.of(0, 5, 6, 7))
        .hasToString("{0, 2} of [5, 6, 7]");
  }

  @Test
  void storedRowsAreReadBackAcrossChunks() {
    TokenStore store = new TokenStore();
    int[] wide = IntStream.range(0, 100_000).toArray();
    store.add(TokenExample.of(1, 7, 8, 9));
    store.add(TokenExample.of(99_990, wide));
    store.add(TokenExample.of(places(0, 1, 2), 4, 5, 6));
    assertThat(store.lengths()).containsExactly(3, 100_000, 3);
    assertThat(store.get(1)).isEqualTo(TokenExample.of(99_990, wide));
    long[] ids = new long[5];
    long[] labels = new long[5];
    store.copy(2, ids, labels, 1);
    assertThat(ids).containsExactly(0, 4, 5, 6, 0);
    assertThat(labels).containsExactly(0, -100, 5, 6, 0);
    store.copy(0, ids, labels, 2);
    assertThat(labels).containsExactly(0, -100, -100, 8, 9);
  }
}
