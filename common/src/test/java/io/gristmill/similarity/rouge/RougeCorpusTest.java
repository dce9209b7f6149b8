package io.gristmill.similarity.rouge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RougeCorpusTest {

  private final TokenDictionary dictionary = new TokenDictionary(WordSplitting.ASCII);

  @Test
  void rowsWithEqualTokensAreRepresentedByTheSmallestPosition() {
    RougeCorpus corpus =
        RougeCorpus.builder(dictionary)
            .add(30, "Name a fruit.")
            .add(20, "name A fruit")
            .add(10, "name a bird")
            .build();
    assertThat(corpus.groups()).isEqualTo(2);
    assertThat(corpus.representative(0)).isEqualTo(20);
    assertThat(corpus.representative(1)).isEqualTo(20);
    assertThat(corpus.representative(2)).isEqualTo(10);
    assertThat(corpus.position(0)).isEqualTo(30);
  }

  @Test
  void theSameTokensInAnotherOrderAreAnotherText() {
    RougeCorpus corpus = RougeCorpus.builder(dictionary).add(0, "a b").add(1, "b a").build();
    assertThat(corpus.groups()).isEqualTo(2);
  }

  @Test
  void textsWithoutTokensRepresentThemselvesAndBelongToNoGroup() {
    RougeCorpus corpus = RougeCorpus.builder(dictionary).add(4, "中文").add(5, "").build();
    assertThat(corpus.groups()).isZero();
    assertThat(corpus.rows()).isEqualTo(2);
    assertThat(corpus.representative(1)).isEqualTo(5);
  }

  @Test
  void groupsSurviveTheGrowthOfTheTable() {
    RougeCorpus.Builder builder = RougeCorpus.builder(dictionary);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 5000; i++) {
        builder.add(round * 5000L + i, "text " + i);
      }
    }
    RougeCorpus corpus = builder.build();
    assertThat(corpus.groups()).isEqualTo(5000);
    assertThat(corpus.representative(9999)).isEqualTo(4999);
  }

  @Test
  void tokensOfAnotherDictionaryAreRejected() {
    assertThatThrownBy(() -> RougeCorpus.builder(dictionary).add(0, new int[] {3}))
        .hasMessage("token 3 is not in this dictionary of 0 tokens");
  }
}
