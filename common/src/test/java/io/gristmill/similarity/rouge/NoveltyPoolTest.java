package io.gristmill.similarity.rouge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NoveltyPoolTest {

  private final NoveltyPool pool = new NoveltyPool(WordSplitting.UNICODE);
  private final PoolScorer scorer = pool.scorer();

  @Test
  void theBestMatchNamesTheFirstEntryOfSeveral() {
    fill("name a bird", "name a fish", "name a fish", "explain rain");
    assertThat(scorer.best("name a fish please", pool.size()))
        .isEqualTo(new BestMatch(RougeL.fmeasure(3, 4, 3), 1, 2));
  }

  @Test
  void aTextThatSharesNothingScoresZeroWithAllEntries() {
    fill("name a bird", "explain rain");
    assertThat(scorer.best("quite unlike", pool.size())).isEqualTo(new BestMatch(0, 0, 2));
    assertThat(scorer.best("", pool.size())).isEqualTo(new BestMatch(0, 0, 2));
  }

  @Test
  void anEmptyPoolHasNoBestMatchAndNoMean() {
    assertThat(scorer.best("a", pool.size())).isEqualTo(new BestMatch(0, -1, 0));
    assertThat(scorer.scores("a", pool.size(), 10).mean()).isZero();
    assertThat(scorer.scores("a", pool.size(), 10).nearest()).isEmpty();
  }

  @Test
  void onlyTheFirstEntriesCountIfRequested() {
    fill("a b c", "a b", "x");
    assertThat(scorer.best("a b", 1)).isEqualTo(new BestMatch(RougeL.fmeasure(2, 2, 3), 0, 1));
    assertThat(scorer.best("a b", 2)).isEqualTo(new BestMatch(1, 1, 1));
    assertThat(scorer.scores("x", 2, 5).mean()).isZero();
    assertThatThrownBy(() -> scorer.best("a", 4)).hasMessage("entries must be from 0 to 3, was 4");
  }

  @Test
  void theMeanCountsEntriesThatShareNothing() {
    fill("a b", "c d", "e f", "a x");
    PoolScores scores = scorer.scores("a b", pool.size(), 2);
    assertThat(scores.mean()).isEqualTo((1.0 + 0.5) / 4);
    assertThat(scores.nearest())
        .containsExactly(new PoolScores.Neighbor(0, 1.0), new PoolScores.Neighbor(3, 0.5));
  }

  @Test
  void neighborsWithEqualScoresComeInPoolOrder() {
    fill("b z", "a z", "b y", "a y");
    assertThat(scorer.scores("a b", pool.size(), 3).nearest())
        .extracting(PoolScores.Neighbor::entry)
        .containsExactly(0, 1, 2);
  }

  @Test
  void aScorerSeesEntriesAddedLater() {
    assertThat(scorer.best("中文 诗", pool.size()).count()).isZero();
    fill("中文的诗");
    assertThat(scorer.best("中文诗", pool.size()).score()).isEqualTo(RougeL.fmeasure(3, 3, 4));
    fill("中文诗");
    assertThat(scorer.best("中文诗", pool.size())).isEqualTo(new BestMatch(1, 1, 1));
  }

  @Test
  void repeatedAndUnknownTokensAreCounted() {
    fill("go go go", "go");
    assertThat(scorer.best("go go unknown words", pool.size()))
        .isEqualTo(new BestMatch(RougeL.fmeasure(2, 4, 3), 0, 1));
  }

  private void fill(String... texts) {
    for (String text : texts) {
      pool.add(text);
    }
  }
}
