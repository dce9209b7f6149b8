package io.gristmill.similarity.rouge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SequentialNoveltyTest {

  private static final double THRESHOLD = 0.7;

  private final RougePairs pairs = new RougePairs();
  private final NoveltyRows rows = new NoveltyRows();

  @Test
  void aRowSimilarOnlyToARejectedRowIsAccepted() {
    rows.add(1, 1).add(2, 2).add(3, 3);
    pairs.pair(1, 2, 8, 0.8);
    pairs.pair(2, 3, 8, 0.8);
    assertThat(decide(0))
        .containsExactly(
            NoveltyDecision.accept(1),
            NoveltyDecision.reject(2, 1, 0.8),
            NoveltyDecision.accept(3));
  }

  @Test
  void theInitialPoolIsAcceptedHoweverSimilarItIs() {
    rows.add(0, 0).add(1, 0).add(2, 2).add(3, 3);
    pairs.pair(0, 2, 9, 0.9);
    pairs.pair(2, 3, 8, 0.8);
    assertThat(decide(3))
        .containsExactly(
            NoveltyDecision.accept(0),
            NoveltyDecision.accept(1),
            NoveltyDecision.accept(2),
            NoveltyDecision.reject(3, 2, 0.8));
  }

  @Test
  void theMatchIsTheMostSimilarRowAndTheFirstOnTies() {
    rows.add(5, 5).add(6, 6).add(7, 7).add(8, 8);
    pairs.pair(7, 8, 9, 0.9);
    pairs.pair(6, 8, 9, 0.9);
    pairs.pair(5, 8, 8, 0.8);
    assertThat(decide(0)).last().isEqualTo(NoveltyDecision.reject(8, 6, 0.9));
  }

  @Test
  void aCopyIsRejectedWithScoreOneAgainstItsFirst() {
    rows.add(9, 4).add(4, 4);
    assertThat(decide(0))
        .containsExactly(NoveltyDecision.accept(4), NoveltyDecision.reject(9, 4, 1.0));
  }

  @Test
  void aCopyOfARejectedRowMayHaveABetterMatchThanItsFirst() {
    rows.add(1, 1).add(2, 2).add(3, 3).add(4, 2);
    pairs.pair(1, 2, 8, 0.8);
    pairs.pair(2, 3, 9, 0.9);
    assertThat(decide(0)).last().isEqualTo(NoveltyDecision.reject(4, 3, 0.9));
  }

  @Test
  void pairsAtOrBelowTheThresholdAreIgnored() {
    rows.add(1, 1).add(2, 2);
    pairs.pair(1, 2, 7, THRESHOLD);
    assertThat(decide(0)).allMatch(NoveltyDecision::accepted);
  }

  @Test
  void atThresholdOneEvenCopiesAreAccepted() {
    rows.add(1, 1).add(2, 1);
    assertThat(SequentialNovelty.decide(rows, 0, pairs, 1)).allMatch(NoveltyDecision::accepted);
  }

  @Test
  void textsWithoutTokensAreAllAccepted() {
    RougeCorpus corpus =
        RougeCorpus.builder(new TokenDictionary(WordSplitting.ASCII))
            .add(0, "中")
            .add(1, "中")
            .build();
    assertThat(SequentialNovelty.decide(NoveltyRows.of(corpus), 0, pairs, THRESHOLD))
        .allMatch(NoveltyDecision::accepted);
  }

  @Test
  void aHundredThousandCopiesAreRejectedByOne() {
    for (int i = 0; i < 100_000; i++) {
      rows.add(i, 0);
    }
    List<NoveltyDecision> decisions = decide(0);
    assertThat(decisions.get(0).accepted()).isTrue();
    assertThat(decisions.subList(1, decisions.size()))
        .allMatch(decision -> decision.match() == 0 && decision.score() == 1);
  }

  @Test
  void aPairOfAnUnknownRowIsRejected() {
    rows.add(1, 1);
    pairs.pair(1, 77, 8, 0.8);
    assertThatThrownBy(() -> decide(0)).hasMessage("position 77 represents no row");
  }

  @Test
  void noRowsGiveNoDecisions() {
    assertThat(decide(0)).isEmpty();
  }

  private List<NoveltyDecision> decide(long firstCandidate) {
    return SequentialNovelty.decide(rows, firstCandidate, pairs, THRESHOLD);
  }
}
