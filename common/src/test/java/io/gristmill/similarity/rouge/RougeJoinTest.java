package io.gristmill.similarity.rouge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RougeJoinTest {

  private static final double THRESHOLD = 0.7;

  private final TokenDictionary dictionary = new TokenDictionary(WordSplitting.UNICODE);

  @Test
  void aPairAboveTheThresholdIsReportedOnceWithTheEarlierRowLeft() {
    RougePairs pairs =
        within(
            "name three kinds of bread and cheese",
            "explain photosynthesis",
            "name three kinds of bread");
    assertThat(pairs.size()).isEqualTo(1);
    assertThat(pairs.left(0)).isZero();
    assertThat(pairs.right(0)).isEqualTo(2);
    assertThat(pairs.lcs(0)).isEqualTo(5);
    assertThat(pairs.fmeasure(0)).isEqualTo(RougeL.fmeasure(5, 7, 5));
  }

  @Test
  void progressCountsEveryGroupOnce() {
    List<String> texts = new ArrayList<>(List.of("alone ".repeat(50_000), "equal", "equal", ""));
    for (int i = 0; i < 3000; i++) {
      texts.add("word " + i % 1000 + " of text " + i);
    }
    RougeCorpus corpus = corpus(0, texts.toArray(new String[0]));
    for (int threads : new int[] {1, 3}) {
      AtomicLong settled = new AtomicLong();
      AtomicLong tellings = new AtomicLong();
      RougeJoin.within(
          corpus,
          0.7,
          threads,
          new RougePairs(),
          more -> {
            settled.addAndGet(more);
            tellings.incrementAndGet();
          });
      assertThat(settled).hasValue(corpus.groups());
      assertThat(tellings.get()).isGreaterThan(1);
    }
  }

  @Test
  void koreanAndChineseTextsAreCompared() {
    assertThat(within("한국의 수도는 어디입니까", "한국의 수도가 어디입니까").size()).isEqualTo(1);
    assertThat(within("中国的首都是哪里", "中国的首都在哪里").size()).isEqualTo(1);
    assertThat(within("한국의 수도는 어디입니까", "오늘 저녁 메뉴를 추천해 줘").size()).isZero();
  }

  @Test
  void equalTextsAreGroupedAndTextsWithoutTokensIgnored() {
    assertThat(within("a b c d", "A b, c d!", "", "...", "").size()).isZero();
  }

  @Test
  void repeatedTokensCountAsOftenAsBothHaveThem() {
    assertThat(within("a a a a", "a").size()).isZero();
    assertThat(within("a a a a", "a a a").size()).isEqualTo(1);
    assertThat(within("go go go stop", "stop go go go").size()).isEqualTo(1);
  }

  @Test
  void aTokenMayBeRepeatedMoreThan65536Times() {
    String many = "a ".repeat(70_000);
    RougePairs pairs = within(many, "a ".repeat(69_000) + "b ".repeat(3), "b ".repeat(66_000));
    assertThat(pairs.size()).isEqualTo(1);
    assertThat(pairs.lcs(0)).isEqualTo(69_000);
  }

  @Test
  void aPartnerFromTheOtherCorpusMayBeShorterOrLonger() {
    RougeCorpus left = corpus(0, "one two three four five six", "red green");
    RougeCorpus right = corpus(10, "one two three four five", "red green blue", "red green");
    assertThat(between(left, right))
        .containsExactly(
            new RougeOracle.Pair(0, 10, 5, RougeL.fmeasure(5, 6, 5)),
            new RougeOracle.Pair(1, 11, 2, RougeL.fmeasure(2, 2, 3)),
            new RougeOracle.Pair(1, 12, 2, 1.0));
    assertThat(between(right, left)).extracting(RougeOracle.Pair::left).contains(10L, 11L, 12L);
  }

  @Test
  void joiningTwoCorporaYieldsNoPairsWithinEither() {
    RougeCorpus left = corpus(0, "one two three four", "one two three four five");
    assertThat(between(left, corpus(10, "nothing like it"))).isEmpty();
    assertThat(between(left, corpus(10))).isEmpty();
  }

  @Test
  void corporaOfDifferentDictionariesAreRejected() {
    RougeCorpus other = RougeCorpus.builder(new TokenDictionary(WordSplitting.UNICODE)).build();
    assertThatThrownBy(
            () -> RougeJoin.between(corpus(0, "a"), other, THRESHOLD, 1, new RougePairs()))
        .hasMessage("corpora to be joined must share one dictionary");
  }

  @Test
  void thresholdsOutsideZeroToOneAreRejected() {
    for (double threshold : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> RougeJoin.within(corpus(0, "a"), threshold, 1, new RougePairs()))
          .hasMessage("threshold must be from 0 to 1, was " + threshold);
    }
  }

  @Test
  void atThresholdOneNothingIsAPairAndAtZeroEveryCommonTokenMakesOne() {
    RougePairs none = new RougePairs();
    RougeJoin.within(corpus(0, "a b c", "a b c d", "z"), 1, 1, none);
    assertThat(none.size()).isZero();
    RougePairs all = new RougePairs();
    RougeJoin.within(corpus(0, "a b c", "x y a", "z"), 0, 1, all);
    assertThat(all.size()).isEqualTo(1);
  }

  @Test
  void anEmptyCorpusHasNoPairs() {
    assertThat(RougeJoin.within(corpus(0), THRESHOLD, 4, new RougePairs()))
        .isEqualTo(new RougeJoinCounters(0, 0, 0, 0));
  }

  @Test
  void aSingleTextOfFiftyMegabytesCostsNothing() {
    List<String> texts = new ArrayList<>(sentences(200));
    texts.add("word ".repeat(10_000_000));
    RougeJoinCounters with =
        RougeJoin.within(corpus(0, texts.toArray(String[]::new)), THRESHOLD, 1, new RougePairs());
    assertThat(with)
        .isEqualTo(
            RougeJoin.within(
                corpus(0, sentences(200).toArray(String[]::new)), THRESHOLD, 1, new RougePairs()));
  }

  @Test
  void aHundredThousandCopiesCostAsMuchAsOne() {
    RougeCorpus.Builder builder = RougeCorpus.builder(dictionary);
    List<String> texts = sentences(300);
    for (int i = 0; i < 100_000; i++) {
      builder.add(i, texts.get(i % 300));
    }
    assertThat(RougeJoin.within(builder.build(), THRESHOLD, 1, new RougePairs()))
        .isEqualTo(
            RougeJoin.within(
                corpus(0, texts.toArray(String[]::new)), THRESHOLD, 1, new RougePairs()));
  }

  @Test
  void pairsAndWorkAreTheSameOnAnyNumberOfThreads() {
    RougeCorpus corpus = corpus(0, sentences(4000).toArray(String[]::new));
    RougePairs one = new RougePairs();
    RougeJoinCounters counters = RougeJoin.within(corpus, 0.6, 1, one);
    assertThat(one.size()).isPositive();
    for (int threads : new int[] {2, 5}) {
      RougePairs several = new RougePairs();
      assertThat(RougeJoin.within(corpus, 0.6, threads, several)).isEqualTo(counters);
      assertThat(RougeOracle.sorted(several)).isEqualTo(RougeOracle.sorted(one));
    }
  }

  @Test
  void theBoundsLeaveFewPairsToCompare() {
    int rows = 4000;
    RougeJoinCounters counters =
        RougeJoin.within(
            corpus(0, sentences(rows).toArray(String[]::new)), THRESHOLD, 1, new RougePairs());
    long allPairs = rows * (rows - 1L) / 2;
    assertThat(counters.visits()).isPositive().isLessThan(allPairs / 20);
    assertThat(counters.candidates()).isPositive().isLessThan(allPairs / 50);
    assertThat(counters.lcsCalls()).isPositive().isLessThan(allPairs / 1000);
  }

  @Test
  void aFailureOfTheSinkEndsTheJoin() {
    RougeCorpus corpus = corpus(0, sentences(2000).toArray(String[]::new));
    RougePairSink failing =
        (left, right, lcs, f) -> {
          throw new IllegalStateException("disk full");
        };
    for (int threads : new int[] {1, 3}) {
      assertThatThrownBy(() -> RougeJoin.within(corpus, 0.3, threads, failing))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("disk full");
    }
  }

  @Test
  void anInterruptedThreadStopsJoining() {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> within("a b", "a b c")).isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private RougePairs within(String... texts) {
    RougePairs pairs = new RougePairs();
    RougeJoin.within(corpus(0, texts), THRESHOLD, 1, pairs);
    return pairs;
  }

  private static List<RougeOracle.Pair> between(RougeCorpus left, RougeCorpus right) {
    RougePairs pairs = new RougePairs();
    RougeJoin.between(left, right, THRESHOLD, 1, pairs);
    return RougeOracle.sorted(pairs);
  }

  private RougeCorpus corpus(long firstPosition, String... texts) {
    RougeCorpus.Builder builder = RougeCorpus.builder(dictionary);
    for (int i = 0; i < texts.length; i++) {
      builder.add(firstPosition + i, texts[i]);
    }
    return builder.build();
  }

  /**
   * Sentences of 3 to 18 words; words with low numbers are much more frequent than those with high
   * ones.
   */
  private static List<String> sentences(int count) {
    RandomStream random = RandomStream.of(42, "rouge sentences", "");
    return IntStream.range(0, count).mapToObj(i -> sentence(random)).toList();
  }

  private static String sentence(RandomStream random) {
    StringBuilder sentence = new StringBuilder();
    int words = 3 + random.nextInt(16);
    for (int i = 0; i < words; i++) {
      double skewed = random.nextDouble() * random.nextDouble() * random.nextDouble();
      sentence.append(" w").append((int) (1000 * skewed));
    }
    return sentence.toString();
  }
}
