package io.gristmill.similarity.rouge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class NoveltyProperties {

  @Property(tries = 300)
  void decisionsFromPairsEqualThoseOfTheSequentialLoop(
      @ForAll("corpora") List<String> texts,
      @ForAll @IntRange(max = 4) int seeds,
      @ForAll("thresholds") double threshold) {
    RougeCorpus.Builder builder = RougeCorpus.builder(new TokenDictionary(WordSplitting.ASCII));
    for (int i = 0; i < texts.size(); i++) {
      builder.add(i, texts.get(i));
    }
    RougeCorpus corpus = builder.build();
    RougePairs pairs = new RougePairs();
    RougeJoin.within(corpus, threshold, 1, pairs);
    assertThat(SequentialNovelty.decide(NoveltyRows.of(corpus), seeds, pairs, threshold))
        .isEqualTo(RougeOracle.decisions(texts, seeds, threshold));
  }

  @Property(tries = 200)
  void decisionsDoNotDependOnParts(
      @ForAll("corpora") List<String> texts, @ForAll long cut, @ForAll("thresholds") double t) {
    TokenDictionary dictionary = new TokenDictionary(WordSplitting.ASCII);
    RougeCorpus.Builder left = RougeCorpus.builder(dictionary);
    RougeCorpus.Builder right = RougeCorpus.builder(dictionary);
    for (int i = 0; i < texts.size(); i++) {
      ((cut >>> i & 1) == 0 ? left : right).add(i, texts.get(i));
    }
    NoveltyRows rows = new NoveltyRows();
    RougePairs pairs = new RougePairs();
    for (RougeCorpus part : List.of(left.build(), right.build())) {
      for (int row = 0; row < part.rows(); row++) {
        rows.add(part.position(row), part.representative(row));
      }
      RougeJoin.within(part, t, 1, pairs);
    }
    RougeJoin.between(left.build(), right.build(), t, 1, pairs);
    assertThat(SequentialNovelty.decide(rows, 2, pairs, t))
        .isEqualTo(RougeOracle.decisions(texts, 2, t));
  }

  @Property(tries = 300)
  void theBestMatchAndTheMeanAreThoseOfComparingAll(@ForAll("corpora") List<String> texts) {
    NoveltyPool pool = new NoveltyPool(WordSplitting.ASCII);
    PoolScorer scorer = pool.scorer();
    for (String text : texts) {
      List<Double> scores = new ArrayList<>();
      texts.subList(0, pool.size()).forEach(entry -> scores.add(RougeOracle.f(text, entry)));
      assertThat(scorer.best(text, pool.size())).isEqualTo(best(scores));
      double sum = scores.stream().reduce(0.0, Double::sum);
      assertThat(scorer.scores(text, pool.size(), 3).mean())
          .isEqualTo(scores.isEmpty() ? 0 : sum / pool.size());
      assertThat(scorer.scores(text, pool.size(), 3).nearest())
          .extracting(PoolScores.Neighbor::score)
          .isEqualTo(scores.stream().sorted((a, b) -> Double.compare(b, a)).limit(3).toList());
      pool.add(text);
    }
  }

  private static BestMatch best(List<Double> scores) {
    double max = scores.stream().reduce(0.0, Math::max);
    int count = (int) scores.stream().filter(score -> score == max).count();
    return new BestMatch(max, scores.indexOf(max), count);
  }

  @Provide
  Arbitrary<Double> thresholds() {
    return Arbitraries.of(0.0, 0.4, 0.7, 0.9, 1.0);
  }

  /** A few short texts over few words, so that many are equal or similar. */
  @Provide
  Arbitrary<List<String>> corpora() {
    Arbitrary<String> word = Arbitraries.integers().between(1, 5).map(i -> "w" + i);
    return Arbitraries.integers()
        .between(0, 9)
        .flatMap(length -> word.list().ofSize(length))
        .map(words -> String.join(" ", words))
        .list()
        .ofMaxSize(25);
  }
}
