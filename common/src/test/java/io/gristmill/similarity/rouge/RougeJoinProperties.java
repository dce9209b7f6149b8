package io.gristmill.similarity.rouge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.ListArbitrary;
import net.jqwik.api.constraints.IntRange;

class RougeJoinProperties {

  @Property(tries = 300)
  void theJoinFindsThePairsThatComparingAllFinds(
      @ForAll("corpora") List<String> texts,
      @ForAll("thresholds") double threshold,
      @ForAll @IntRange(min = 1, max = 3) int threads) {
    assertThat(pairs(texts, threshold, threads)).isEqualTo(RougeOracle.pairs(texts, threshold));
  }

  @Property(tries = 60)
  void longTextsAreJoinedTheSameWay(
      @ForAll("longCorpora") List<String> texts, @ForAll("thresholds") double threshold) {
    assertThat(pairs(texts, threshold, 1)).isEqualTo(RougeOracle.pairs(texts, threshold));
  }

  @Property(tries = 200)
  void aCorpusSplitInTwoHasThePairsOfItsPartsAndThoseBetweenThem(
      @ForAll("corpora") List<String> texts,
      @ForAll("thresholds") double threshold,
      @ForAll long cut) {
    List<String> distinct = texts.stream().distinct().toList();
    TokenDictionary dictionary = new TokenDictionary(WordSplitting.ASCII);
    RougeCorpus.Builder left = RougeCorpus.builder(dictionary);
    RougeCorpus.Builder right = RougeCorpus.builder(dictionary);
    for (int i = 0; i < distinct.size(); i++) {
      ((cut >>> i & 1) == 0 ? left : right).add(i, distinct.get(i));
    }
    RougePairs pairs = new RougePairs();
    RougePairSink inOrder = (a, b, lcs, f) -> pairs.pair(Math.min(a, b), Math.max(a, b), lcs, f);
    RougeJoin.within(left.build(), threshold, 1, inOrder);
    RougeJoin.within(right.build(), threshold, 1, inOrder);
    RougeJoin.between(left.build(), right.build(), threshold, 1, inOrder);
    assertThat(RougeOracle.sorted(pairs)).isEqualTo(RougeOracle.pairs(distinct, threshold));
  }

  @Property(tries = 200)
  void theOrderOfAddingAndTheIdsOfTokensChangeNothing(
      @ForAll("corpora") List<String> texts, @ForAll("thresholds") double threshold) {
    TokenDictionary dictionary = new TokenDictionary(WordSplitting.ASCII);
    dictionary.encode("d c b a unused");
    RougeCorpus.Builder backwards = RougeCorpus.builder(dictionary);
    for (int i = texts.size() - 1; i >= 0; i--) {
      backwards.add(i, texts.get(i));
    }
    RougePairs pairs = new RougePairs();
    RougeJoin.within(backwards.build(), threshold, 1, pairs);
    assertThat(RougeOracle.sorted(pairs)).isEqualTo(RougeOracle.pairs(texts, threshold));
  }

  @Property(tries = 200)
  void aThresholdEqualToAScoreExcludesThatPairAndOneUlpBelowIncludesIt(
      @ForAll("corpora") List<String> texts) {
    for (RougeOracle.Pair pair : RougeOracle.pairs(texts, 0.4)) {
      assertThat(pairs(texts, pair.f(), 1)).doesNotContain(pair);
      assertThat(pairs(texts, Math.nextDown(pair.f()), 1)).contains(pair);
    }
  }

  private static List<RougeOracle.Pair> pairs(List<String> texts, double threshold, int threads) {
    RougeCorpus.Builder corpus = RougeCorpus.builder(new TokenDictionary(WordSplitting.ASCII));
    for (int i = 0; i < texts.size(); i++) {
      corpus.add(i, texts.get(i));
    }
    RougePairs pairs = new RougePairs();
    RougeJoin.within(corpus.build(), threshold, threads, pairs);
    return RougeOracle.sorted(pairs);
  }

  @Provide
  Arbitrary<Double> thresholds() {
    return Arbitraries.oneOf(
        Arbitraries.of(0.0, 0.3, 0.5, 0.7, 0.75, 0.9, 0.95, 1.0),
        Arbitraries.doubles().between(0, 1));
  }

  /** Texts of up to 25 words from a vocabulary of 4, 6 or 40, some without any word. */
  @Provide
  Arbitrary<List<String>> corpora() {
    return Arbitraries.of(4, 6, 40)
        .flatMap(words -> texts(words, Arbitraries.integers().between(0, 25)).ofMaxSize(30));
  }

  /** Texts of about one, two and three machine words. */
  @Provide
  Arbitrary<List<String>> longCorpora() {
    return texts(9, Arbitraries.of(60, 63, 64, 65, 90, 127, 128, 129, 193))
        .ofMinSize(3)
        .ofMaxSize(7);
  }

  private static ListArbitrary<String> texts(int words, Arbitrary<Integer> lengths) {
    Arbitrary<String> word = Arbitraries.integers().between(1, words).map(i -> "w" + i);
    return lengths
        .flatMap(length -> word.list().ofSize(length))
        .map(list -> String.join(" ", list))
        .list();
  }
}
