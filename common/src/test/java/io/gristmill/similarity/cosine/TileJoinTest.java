package io.gristmill.similarity.cosine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gristmill.random.RandomStream;
import io.gristmill.similarity.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TileJoinTest {

  private final GramCounter counter = new GramCounter(NgramRange.DEFAULT);

  @Test
  void workOnAFixedSetIsConstantAndFarBelowAllPairs() {
    Corpus corpus = corpus(sentences(3000));
    try (TileJoin join = TileJoin.within(corpus.vectors(), corpus.order(), JoinSettings.of(0.9))) {
      AtomicLong pairs = new AtomicLong();
      JoinCounters work = join.forEach((i, j, cosine) -> pairs.incrementAndGet());
      double all = 3000 * 2999 / 2.0;
      assertThat(pairs.get()).isPositive();
      assertThat(work.visits() / all).isLessThan(15);
      assertThat(work.survivors() / all).isLessThan(0.1);
      assertThat(work.products()).isLessThan(2 * pairs.get() + 100);
    }
  }

  @Test
  void aTileMayHold65536Vectors() {
    List<String> texts =
        new ArrayList<>(IntStream.range(0, 65_540).mapToObj(k -> "n" + k).toList());
    texts.set(65_535, "the last of the first tile");
    Corpus corpus = corpus(texts);
    Vectors probe = vectors(List.of("last of the first tile"), corpus);
    List<Integer> found = new ArrayList<>();
    JoinSettings wide = new JoinSettings(0.8, 1, 1.0, 1 << 16, JoinSlice.WHOLE);
    try (TileJoin join = TileJoin.between(corpus.vectors(), probe, corpus.order(), wide)) {
      join.forEach((i, j, cosine) -> found.add(i));
    }
    assertThat(found).containsExactly(65_535);
  }

  @Test
  void aMillionDistinctGramsStayWithinTheIntegerBound() {
    int size = 1_000_000;
    long[] codes = new long[size];
    Arrays.setAll(codes, k -> k + 1L);
    int[] ones = new int[size];
    Arrays.fill(ones, 1);
    int[] nearly = ones.clone();
    nearly[5] = 2;
    GramDocumentFrequencies frequencies = new GramDocumentFrequencies();
    List<GramCounts> texts = List.of(new GramCounts(codes, ones), new GramCounts(codes, nearly));
    texts.forEach(text -> frequencies.add(text, 1));
    NgramVocabulary vocabulary = frequencies.toVocabulary();
    Vectors vectors = Vectors.of(texts, vocabulary);
    for (double cut : new double[] {1e-9, 0.7, 10}) {
      JoinSettings settings = new JoinSettings(0.999, 1, cut, 16, JoinSlice.WHOLE);
      List<Double> cosines = new ArrayList<>();
      try (TileJoin join = TileJoin.within(vectors, FeatureOrder.of(vocabulary), settings)) {
        join.forEach((i, j, cosine) -> cosines.add(cosine));
      }
      assertThat(cosines).containsExactly(vectors.cosine(0, vectors, 1));
    }
  }

  @Test
  void moreNgramsThanTheIntegerBoundAllowsAreRejected() {
    assertThatThrownBy(() -> TileProbe.checkOverflow(100_000_001))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a text has 100000001 distinct n-grams, at most 100000000 can be joined");
    double worst = (1 << 15) * (2 * Math.sqrt(1e8) + 2) + 1e8 + (1 << 30) * 1.001;
    assertThat(worst).isLessThan(Integer.MAX_VALUE); // the largest allowed text cannot overflow
  }

  @Test
  void pairsCanBePulledStepByStep() {
    Corpus corpus = corpus(sentences(500));
    PairBuffer step = new PairBuffer();
    PairBuffer whole = new PairBuffer();
    JoinSettings settings = new JoinSettings(0.8, 1, 1.0, 100, JoinSlice.WHOLE);
    try (TileJoin pulled = TileJoin.within(corpus.vectors(), corpus.order(), settings);
        TileJoin pushed = TileJoin.within(corpus.vectors(), corpus.order(), settings)) {
      pushed.forEach(whole);
      int at = 0;
      int steps = 0;
      while (pulled.advance(step)) {
        for (int k = 0; k < step.size(); k++, at++) {
          assertThat(step.left(k)).isEqualTo(whole.left(at));
          assertThat(step.right(k)).isEqualTo(whole.right(at));
          assertThat(step.cosine(k)).isEqualTo(whole.cosine(at)).isGreaterThan(0.8);
        }
        step.clear();
        steps++;
      }
      assertThat(at).isEqualTo(whole.size()).isPositive();
      assertThat(steps).isEqualTo(5);
      assertThat(pulled.advance(step)).isFalse();
    }
  }

  @Test
  void aSampleTunesTheWholeCorpusAndCutsOfTextsAreThoseOfVectors() {
    List<String> texts = sentences(2000);
    Corpus corpus = corpus(texts);
    JoinSettings settings = JoinSettings.of(0.8);
    JoinTuning tuning = JoinTuning.of(corpus.vectors(), corpus.order(), settings, 1_000_000);
    assertThat(tuning.cut()).isBetween(0.88, 1.28);
    assertThat(tuning.density()).isBetween(0.0, 0.01);
    assertThat(tuning.apply(settings).cut()).isEqualTo(tuning.cut());
    ZoneNorms norms = ZoneNorms.of(corpus.vectors(), corpus.order());
    CutFinder finder = new CutFinder(corpus.vocabulary(), corpus.order(), tuning, 0.8);
    List<Integer> zones = texts.stream().map(text -> finder.zone(counter.count(text))).toList();
    assertThat(zones)
        .isEqualTo(
            IntStream.range(0, 2000).mapToObj(row -> norms.cut(row, tuning.cut() * 0.8)).toList());
    assertThat(zones.stream().distinct()).hasSizeGreaterThan(1);
    assertThatThrownBy(() -> JoinTuning.of(corpus.vectors(), corpus.order(), settings, 1999))
        .hasMessage("the sample must not exceed the corpus of 1999 vectors, was 2000");
  }

  @Test
  void theCostOfAJoinIsEstimatedFromItsParts() {
    List<String> texts = sentences(3000);
    Corpus corpus = corpus(texts);
    JoinTuning tuning =
        JoinTuning.of(corpus.vectors(), corpus.order(), JoinSettings.of(0.8), 1_000_000);
    CutFinder finder = new CutFinder(corpus.vocabulary(), corpus.order(), tuning, 0.8);
    GramCounter counter = new GramCounter(NgramRange.DEFAULT);
    List<PackedPart> parts = new ArrayList<>();
    List<JoinCost.Shape> shapes = new ArrayList<>();
    for (int part = 0; part < 2; part++) {
      PackedPart.Packer packer = new PackedPart.Packer(corpus.vocabulary());
      int zones = 0;
      for (int row = part * 1000; row < 1000 + part * 2000; row++) {
        packer.add(row, counter.count(texts.get(row)));
        zones += finder.zone(counter.count(texts.get(row)));
      }
      parts.add(packer.pack());
      shapes.add(JoinCost.shape(parts.get(part), corpus.order(), zones / parts.get(part).size()));
    }
    JoinCost cost = JoinCost.of(corpus.vocabulary(), corpus.order());
    JoinSettings settings = tuning.apply(JoinSettings.of(0.8));
    double[] nanos = new double[2];
    double[] visits = new double[2];
    for (int left = 0; left < 2; left++) {
      nanos[left] =
          cost.nanos(shapes.get(left), shapes.get(1)) - 0.3 * parts.get(left).size() * 2000;
      try (TileJoin join =
          TileJoin.between(
              parts.get(left).vectors(corpus.vocabulary()),
              parts.get(1).vectors(corpus.vocabulary()),
              corpus.order(),
              settings)) {
        visits[left] = join.forEach((i, j, cosine) -> {}).visits();
      }
    }
    assertThat(nanos[1] / nanos[0]).isCloseTo(visits[1] / visits[0], withinPercentage(20));
    assertThat(nanos[1] / CutTuner.VISIT_NANOS).isCloseTo(visits[1], withinPercentage(60));
  }

  @Test
  void zeroVectorsAreSimilarToNothing() {
    Corpus corpus = corpus(List.of("!!", "??", "ab", "ab"));
    List<String> pairs = new ArrayList<>();
    try (TileJoin join = TileJoin.within(corpus.vectors(), corpus.order(), JoinSettings.of(0.01))) {
      join.forEach((i, j, cosine) -> pairs.add(i + "-" + j));
    }
    assertThat(pairs).containsExactly("2-3");
  }

  @Test
  void setsWithDifferentVocabulariesAreRejected() {
    Corpus one = corpus(List.of("abc"));
    Corpus other = corpus(List.of("something else"));
    JoinSettings settings = JoinSettings.of(0.5);
    assertThatThrownBy(
            () -> TileJoin.between(one.vectors(), other.vectors(), one.order(), settings))
        .hasMessage("both sets must have the same vocabulary");
  }

  @Test
  void aFailureInAWorkerReachesTheCaller() {
    try (Workers workers = new Workers(3)) {
      assertThatThrownBy(
              () ->
                  workers.run(
                      64,
                      (worker, chunk) -> {
                        if (chunk == 60) {
                          throw new IllegalStateException("chunk 60");
                        }
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("chunk 60");
    }
  }

  private record Corpus(Vectors vectors, NgramVocabulary vocabulary, FeatureOrder order) {}

  private Corpus corpus(List<String> texts) {
    GramDocumentFrequencies frequencies = new GramDocumentFrequencies();
    List<GramCounts> counts = texts.stream().map(counter::count).toList();
    counts.forEach(text -> frequencies.add(text, 1));
    NgramVocabulary vocabulary = frequencies.toVocabulary();
    return new Corpus(Vectors.of(counts, vocabulary), vocabulary, FeatureOrder.of(vocabulary));
  }

  private Vectors vectors(List<String> texts, Corpus corpus) {
    return Vectors.of(texts.stream().map(counter::count).toList(), corpus.vocabulary());
  }

  /** Sentences of seven random words from a few hundred invented ones. */
  private static List<String> sentences(int count) {
    RandomStream random = RandomStream.of(3, "sentences", "");
    List<String> texts = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      StringBuilder text = new StringBuilder();
      for (int word = 0; word < 7; word++) {
        text.append(Integer.toString(1_000_000 + 7919 * random.nextInt(400), 30)).append(' ');
      }
      texts.add(row % 20 == 19 ? texts.get(row - 7) + "x" : text.toString());
    }
    return texts;
  }
}
