package io.gristmill.similarity.cosine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.random.RandomStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class TileJoinProperties {

  private static final NgramRange RANGE = NgramRange.DEFAULT;

  /** A corpus with its vectors and every dot product by definition. */
  private record Case(
      List<String> texts, NgramVocabulary vocabulary, Vectors vectors, BruteForce definition) {

    static Case of(List<String> texts) {
      GramCounter counter = new GramCounter(RANGE);
      List<GramCounts> counts = texts.stream().map(counter::count).toList();
      GramDocumentFrequencies frequencies = new GramDocumentFrequencies();
      for (int row = 0; row < texts.size(); row++) {
        if (!texts.get(row).isEmpty()) {
          frequencies.add(counts.get(row), 1);
        }
      }
      NgramVocabulary vocabulary = frequencies.toVocabulary();
      return new Case(
          texts,
          vocabulary,
          Vectors.of(counts, vocabulary),
          new BruteForce(texts.toArray(new String[0]), RANGE));
    }

    Map<List<Integer>, Double> expected(double threshold) {
      Map<List<Integer>, Double> pairs = new HashMap<>();
      for (int i = 0; i < texts.size(); i++) {
        for (int j = i + 1; j < texts.size(); j++) {
          double cosine = definition.product(i, j);
          if (cosine > threshold) {
            pairs.put(List.of(i, j), cosine);
          }
        }
      }
      return pairs;
    }
  }

  @Provide
  Arbitrary<List<String>> corpora() {
    return EdgeCaseTexts.many(40);
  }

  /** From "index everything" to "index nothing". */
  @Provide
  Arbitrary<Double> cuts() {
    return Arbitraries.of(1e-9, 0.5, 0.88, 1.0, 1.05, 1.3, 10.0);
  }

  @Provide
  Arbitrary<Double> thresholds() {
    return Arbitraries.of(0.05, 0.5, 0.7, 0.75, 0.9, 0.95, Math.nextDown(1.0));
  }

  @Property(tries = 300)
  void theJoinEqualsTheDefinitionForEveryCutZoneTileAndThreadCount(
      @ForAll("corpora") List<String> texts,
      @ForAll("thresholds") double threshold,
      @ForAll("cuts") double cut,
      @ForAll @IntRange(min = 1, max = 40) int zones,
      @ForAll @IntRange(min = 1, max = 20) int tile,
      @ForAll @IntRange(min = 1, max = 3) int threads) {
    Case corpus = Case.of(texts);
    JoinSettings settings = new JoinSettings(threshold, threads, cut, tile, JoinSlice.WHOLE);
    FeatureOrder order = FeatureOrder.of(corpus.vocabulary(), zones);
    assertThat(pairs(TileJoin.within(corpus.vectors(), order, settings)))
        .isEqualTo(corpus.expected(threshold));
  }

  @Property(tries = 150)
  void aThresholdEqualToACosineExcludesThatPairAndOneUlpBelowIncludesIt(
      @ForAll("corpora") List<String> texts, @ForAll("cuts") double cut, @ForAll long seed) {
    Case corpus = Case.of(texts);
    List<Double> attained =
        corpus.expected(0.01).values().stream().filter(c -> c < 1).sorted().toList();
    if (attained.isEmpty()) {
      return;
    }
    RandomStream random = RandomStream.of(seed, "attained", "");
    double value = attained.get(random.nextInt(attained.size()));
    for (double threshold : new double[] {Math.nextDown(value), value, Math.nextUp(value)}) {
      if (threshold < 1) {
        JoinSettings settings = new JoinSettings(threshold, 1, cut, 8, JoinSlice.WHOLE);
        FeatureOrder order = FeatureOrder.of(corpus.vocabulary());
        assertThat(pairs(TileJoin.within(corpus.vectors(), order, settings)))
            .isEqualTo(corpus.expected(threshold));
      }
    }
  }

  @Property(tries = 150)
  void partsJoinedPairwiseGiveThePairsOfTheWhole(
      @ForAll("corpora") List<String> texts,
      @ForAll("thresholds") double threshold,
      @ForAll("cuts") double cut,
      @ForAll @IntRange(min = 1, max = 4) int parts) {
    Case corpus = Case.of(texts);
    JoinSettings settings = new JoinSettings(threshold, 1, cut, 5, JoinSlice.WHOLE);
    FeatureOrder order = FeatureOrder.of(corpus.vocabulary());
    List<PackedPart> packed = pack(corpus, parts);
    Map<List<Integer>, Double> found = new HashMap<>();
    for (int g = 0; g < parts; g++) {
      for (int h = g; h < parts; h++) {
        Vectors one = packed.get(g).vectors(corpus.vocabulary());
        Vectors other = packed.get(h).vectors(corpus.vocabulary());
        long[] left = packed.get(g).positions();
        long[] right = packed.get(h).positions();
        TileJoin join =
            g == h
                ? TileJoin.within(one, order, settings)
                : TileJoin.between(one, other, order, settings);
        pairs(join)
            .forEach(
                (pair, cosine) -> {
                  int a = (int) left[pair.get(0)];
                  int b = (int) right[pair.get(1)];
                  found.put(List.of(Math.min(a, b), Math.max(a, b)), cosine);
                });
      }
    }
    assertThat(found).isEqualTo(corpus.expected(threshold));
  }

  @Property(tries = 100)
  void onTheFlyRulesEqualTheRulesOverThePairs(
      @ForAll("corpora") List<String> texts,
      @ForAll("thresholds") double threshold,
      @ForAll("cuts") double cut,
      @ForAll @IntRange(min = 0, max = 32) int zone,
      @ForAll @IntRange(min = 1, max = 20) int tile,
      @ForAll @IntRange(min = 1, max = 3) int threads) {
    Case corpus = Case.of(texts);
    int rows = texts.size();
    FeatureOrder order = FeatureOrder.of(corpus.vocabulary());
    EdgeList edges = new EdgeList(1 << 20);
    corpus.expected(threshold).keySet().forEach(pair -> edges.add(pair.get(0), pair.get(1)));
    edges.sort();
    JoinSettings settings = new JoinSettings(threshold, threads, cut, tile, JoinSlice.WHOLE);
    ZoneNorms norms = ZoneNorms.of(corpus.vectors(), order);
    try (OrderedJoin join = OrderedJoin.within(corpus.vectors(), order, norms, zone, settings)) {
      assertThat(join.earliest().matches()).isEqualTo(PairRules.earliest(edges, rows));
    }
    try (OrderedJoin join = OrderedJoin.within(corpus.vectors(), order, norms, zone, settings)) {
      assertThat(join.greedy().matches()).isEqualTo(PairRules.greedy(edges, rows));
    }
    UnionFind forest = new UnionFind(rows);
    try (ForestJoin join =
        ForestJoin.within(corpus.vectors(), order, norms, cut * threshold, settings)) {
      join.forEach((left, right, cosine) -> forest.join(left, right));
    }
    assertThat(partition(forest)).isEqualTo(partition(PairRules.components(edges, rows)));
  }

  @Property(tries = 100)
  void progressOfEachJoinIncreasesUpToAllPairs(
      @ForAll("corpora") List<String> texts,
      @ForAll("cuts") double cut,
      @ForAll @IntRange(min = 1, max = 20) int tile) {
    Case corpus = Case.of(texts);
    long all = texts.size() * (texts.size() - 1L) / 2;
    FeatureOrder order = FeatureOrder.of(corpus.vocabulary());
    JoinSettings settings = new JoinSettings(0.7, 1, cut, tile, JoinSlice.WHOLE);
    List<Long> seen = new ArrayList<>();
    try (TileJoin join = TileJoin.within(corpus.vectors(), order, settings)) {
      assertThat(join.processedPairs()).isZero();
      while (join.advance((left, right, cosine) -> {})) {
        seen.add(join.processedPairs());
      }
      seen.add(join.processedPairs());
      assertThat(join.totalPairs()).isEqualTo(all);
    }
    assertThat(seen).isSorted().last().isEqualTo(all);
    List<Long> greedy = new ArrayList<>();
    ZoneNorms norms = ZoneNorms.of(corpus.vectors(), order);
    try (OrderedJoin join =
        OrderedJoin.within(corpus.vectors(), order, norms, 3, settings)
            .withProgress((settled, pairs) -> greedy.add(settled * 1_000_000 + pairs))) {
      join.greedy();
    }
    assertThat(greedy).isSorted().allSatisfy(at -> assertThat(at % 1_000_000).isEqualTo(all));
  }

  @Property(tries = 150)
  void forestsOfPartsMergeToTheComponentsOfAllPairs(
      @ForAll("corpora") List<String> texts,
      @ForAll("thresholds") double threshold,
      @ForAll("cuts") double cut,
      @ForAll @IntRange(min = 1, max = 3) int threads) {
    Case corpus = Case.of(texts);
    JoinSettings settings = new JoinSettings(threshold, threads, cut, 5, JoinSlice.WHOLE);
    FeatureOrder order = FeatureOrder.of(corpus.vocabulary());
    List<PackedPart> packed = pack(corpus, 2);
    Vectors one = packed.get(0).vectors(corpus.vocabulary());
    Vectors other = packed.get(1).vectors(corpus.vocabulary());
    UnionFind merged = new UnionFind(texts.size());
    try (ForestJoin left = ForestJoin.within(one, order, settings);
        ForestJoin right = ForestJoin.within(other, order, settings);
        ForestJoin across = ForestJoin.between(one, other, order, settings)) {
      List<Double> edges = new ArrayList<>();
      left.forEach((i, j, c) -> edges.add(joined(merged, 2 * i, 2 * j, c)));
      right.forEach((i, j, c) -> edges.add(joined(merged, 2 * i + 1, 2 * j + 1, c)));
      assertThat(edges).hasSizeLessThanOrEqualTo(Math.max(0, texts.size() - 1));
      edges.clear();
      across.forEach((i, j, c) -> edges.add(joined(merged, 2 * i, 2 * j + 1, c)));
      assertThat(edges)
          .hasSizeLessThanOrEqualTo(Math.max(0, texts.size() - 1))
          .allMatch(cosine -> cosine > threshold);
    }
    EdgeList all = new EdgeList(1 << 20);
    corpus.expected(threshold).keySet().forEach(pair -> all.add(pair.get(0), pair.get(1)));
    assertThat(partition(merged)).isEqualTo(partition(PairRules.components(all, texts.size())));
  }

  private static double joined(UnionFind components, int i, int j, double cosine) {
    components.join(i, j);
    return cosine;
  }

  @Property(tries = 150)
  void slicesTogetherAreTheWhole(
      @ForAll("corpora") List<String> texts,
      @ForAll("thresholds") double threshold,
      @ForAll @IntRange(min = 1, max = 7) int slices) {
    Case corpus = Case.of(texts);
    FeatureOrder order = FeatureOrder.of(corpus.vocabulary());
    JoinSettings settings = new JoinSettings(threshold, 1, 1.0, 3, JoinSlice.WHOLE);
    Map<List<Integer>, Double> found = new HashMap<>();
    JoinCounters work = JoinCounters.NONE;
    for (int k = 0; k < slices; k++) {
      try (TileJoin join =
          TileJoin.within(corpus.vectors(), order, settings.withSlice(new JoinSlice(k, slices)))) {
        work =
            work.plus(
                join.forEach(
                    (i, j, cosine) -> assertThat(found.put(List.of(i, j), cosine)).isNull()));
      }
    }
    assertThat(found).isEqualTo(corpus.expected(threshold));
    try (TileJoin whole = TileJoin.within(corpus.vectors(), order, settings)) {
      assertThat(whole.forEach((i, j, cosine) -> {})).isEqualTo(work);
    }
  }

  @Property(tries = 50)
  void theOrderOfPairsAndTheCountersDoNotDependOnThreads(
      @ForAll("corpora") List<String> texts, @ForAll("thresholds") double threshold) {
    Case corpus = Case.of(texts);
    FeatureOrder order = FeatureOrder.of(corpus.vocabulary());
    List<List<Number>> first = new ArrayList<>();
    List<List<Number>> second = new ArrayList<>();
    JoinSettings settings = new JoinSettings(threshold, 1, 1.0, 16, JoinSlice.WHOLE);
    try (TileJoin one = TileJoin.within(corpus.vectors(), order, settings);
        TileJoin three = TileJoin.within(corpus.vectors(), order, settings.withThreads(3))) {
      JoinCounters counters = one.forEach((i, j, cosine) -> first.add(List.of(i, j, cosine)));
      assertThat(three.forEach((i, j, cosine) -> second.add(List.of(i, j, cosine))))
          .isEqualTo(counters);
    }
    assertThat(second).isEqualTo(first);
  }

  private static Map<List<Integer>, Double> pairs(TileJoin join) {
    Map<List<Integer>, Double> pairs = new HashMap<>();
    try (join) {
      join.forEach((i, j, cosine) -> assertThat(pairs.put(List.of(i, j), cosine)).isNull());
    }
    return pairs;
  }

  /** Distributes the texts round-robin; the position of a text is its row. */
  private static List<PackedPart> pack(Case corpus, int parts) {
    GramCounter counter = new GramCounter(RANGE);
    List<PackedPart> packed = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      PackedPart.Packer packer = new PackedPart.Packer(corpus.vocabulary());
      for (int row = part; row < corpus.texts().size(); row += parts) {
        packer.add(row, counter.count(corpus.texts().get(row)));
      }
      packed.add(packer.pack());
    }
    return packed;
  }

  /** Returns the smallest row of the component of each row. */
  private static List<Integer> partition(UnionFind components) {
    Map<Integer, Integer> smallest = new HashMap<>();
    List<Integer> label = new ArrayList<>();
    for (int row = 0; row < components.count(); row++) {
      smallest.putIfAbsent(components.root(row), row);
      label.add(smallest.get(components.root(row)));
    }
    return label;
  }
}
