package io.gristmill.similarity.cosine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class NearDuplicateFinderProperties {

  @Provide
  Arbitrary<List<String>> columns() {
    return EdgeCaseTexts.one().injectNull(0.05).list().ofMaxSize(35);
  }

  @Provide
  Arbitrary<NgramRange> ranges() {
    return Arbitraries.of(
        NgramRange.DEFAULT, new NgramRange(1, 1), new NgramRange(2, 2), new NgramRange(2, 3));
  }

  @Property(tries = 400)
  void removalsAndMatchesEqualTheDefinitionUnderBothStrategiesAndAnyRowOrder(
      @ForAll("columns") List<@Nullable String> column,
      @ForAll RemovalRule rule,
      @ForAll RemovalStrategy mode,
      @ForAll("ranges") NgramRange range,
      @ForAll @IntRange(min = 1, max = 19) int twentieths,
      @ForAll @IntRange(min = 1, max = 2) int threads,
      @ForAll long seed) {
    double threshold = twentieths / 20.0;
    @Nullable String[] texts = column.toArray(new String[0]);
    double[] scores = scores(texts.length, seed);
    List<Removal> expected = new BruteForce(texts, range).removals(rule, threshold, scores);
    int[] place = shuffled(texts.length, seed);
    FinderSettings settings =
        FinderSettings.of(threshold, rule).withThreads(threads).withRange(range).withStrategy(mode);
    NearDuplicateResult found = findShuffled(settings, texts, scores, place);
    assertThat(found.strategy()).isEqualTo(mode);
    assertThat(found.removals()).extracting(r -> original(r, place)).isEqualTo(expected);
  }

  @Property(tries = 200)
  void reportedPairsAreAllPairsOfRowsAboveTheThreshold(
      @ForAll("columns") List<@Nullable String> column,
      @ForAll RemovalRule rule,
      @ForAll @IntRange(min = 0, max = 5) int cap,
      @ForAll @IntRange(min = 1, max = 19) int twentieths) {
    double threshold = twentieths / 20.0;
    @Nullable String[] texts = column.toArray(new String[0]);
    BruteForce definition = new BruteForce(texts, NgramRange.DEFAULT);
    Map<List<Integer>, Double> pairs = new HashMap<>();
    FinderSettings settings =
        new FinderSettings(
            threshold, NgramRange.DEFAULT, rule, 1, FinderSettings.DENSE_FRACTION, cap);
    NearDuplicateResult found =
        new NearDuplicateFinder(settings)
            .find(
                inOrder(texts.length),
                texts,
                null,
                (i, j, cosine) -> assertThat(pairs.put(List.of(i, j), cosine)).isNull());
    Map<List<Integer>, Double> expected = new HashMap<>();
    for (int j = 0; j < texts.length; j++) {
      for (int i = 0; i < j; i++) {
        if (definition.cosine(i, j) > threshold) {
          expected.put(List.of(i, j), definition.cosine(i, j));
        }
      }
    }
    assertThat(pairs).isEqualTo(expected);
    assertThat(found.removals()).isEqualTo(definition.removals(rule, threshold, null));
  }

  @Property(tries = 100)
  void aSecondGreedyRunOverTheKeptRowsRemovesNothing(
      @ForAll("columns") List<@Nullable String> column) {
    @Nullable String[] texts = column.toArray(new String[0]);
    BruteForce definition = new BruteForce(texts, NgramRange.DEFAULT);
    NearDuplicateResult found =
        new NearDuplicateFinder(FinderSettings.of(0.6, RemovalRule.GREEDY))
            .find(inOrder(texts.length), texts);
    List<Integer> gone = found.removals().stream().map(Removal::row).toList();
    List<Integer> kept = new ArrayList<>();
    for (int row = 0; row < texts.length; row++) {
      if (!gone.contains(row) && NearDuplicateFinder.isRemovable(texts[row])) {
        kept.add(row);
      }
    }
    for (int i : kept) {
      for (int j : kept) {
        assertThat(i == j || definition.cosine(i, j) <= 0.6).isTrue();
      }
    }
  }

  private static NearDuplicateResult findShuffled(
      FinderSettings settings, @Nullable String[] texts, double[] scores, int[] place) {
    @Nullable String[] moved = new String[texts.length];
    double[] movedScores = new double[texts.length];
    long[] positions = new long[texts.length];
    for (int row = 0; row < texts.length; row++) {
      moved[place[row]] = texts[row];
      movedScores[place[row]] = scores[row];
      positions[place[row]] = 10L * row - 100;
    }
    return new NearDuplicateFinder(settings).find(positions, moved, movedScores, null);
  }

  private static Removal original(Removal removal, int[] place) {
    List<Integer> places = Arrays.stream(place).boxed().toList();
    return new Removal(
        places.indexOf(removal.row()), places.indexOf(removal.match()), removal.cosine());
  }

  private static int[] shuffled(int size, long seed) {
    RandomStream random = RandomStream.of(seed, "shuffle", "");
    int[] place = new int[size];
    for (int k = 0; k < size; k++) {
      int other = random.nextInt(k + 1);
      place[k] = place[other];
      place[other] = k;
    }
    return place;
  }

  /** A few distinct values, so that ties occur. */
  private static double[] scores(int size, long seed) {
    RandomStream random = RandomStream.of(seed, "scores", "");
    double[] scores = new double[size];
    Arrays.setAll(scores, row -> random.nextInt(3));
    return scores;
  }

  private static long[] inOrder(int size) {
    long[] positions = new long[size];
    Arrays.setAll(positions, row -> row);
    return positions;
  }
}
