package io.gristmill.similarity.cosine;

import static io.gristmill.similarity.cosine.RemovalRule.COMPONENTS;
import static io.gristmill.similarity.cosine.RemovalRule.EARLIEST_SIMILAR;
import static io.gristmill.similarity.cosine.RemovalRule.GREEDY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NearDuplicateFinderTest {

  @Test
  void greedySplitsAChainThatTheOtherRulesReduceToOneRow() {
    String[] chain = {"aaaabb", "aaabb", "aabb"}; // neighbors are similar, the ends are less so
    NgramRange letters = new NgramRange(1, 1);
    double threshold = middle(chain, letters);
    assertThat(removed(chain, threshold, GREEDY, letters)).containsExactly("1<0");
    assertThat(removed(chain, threshold, EARLIEST_SIMILAR, letters)).containsExactly("1<0", "2<1");
    assertThat(removed(chain, threshold, COMPONENTS, letters)).containsExactly("1<0", "2<0");
  }

  private static double middle(String[] chain, NgramRange range) {
    BruteForce definition = new BruteForce(chain, range);
    double linked = Math.min(definition.cosine(0, 1), definition.cosine(1, 2));
    assertThat(definition.cosine(0, 2)).isLessThan(linked);
    return (linked + definition.cosine(0, 2)) / 2;
  }

  @Test
  void onlyGreedyKeepsTheLeavesOfAStarWithARemovedCenter() {
    NgramRange letters = new NgramRange(1, 1);
    String[] star = {"aaaab", "aabb", "abbbb"}; // the center is similar to both others
    BruteForce definition = new BruteForce(star, letters);
    double threshold = Math.min(definition.cosine(0, 1), definition.cosine(1, 2)) - 1e-6;
    assertThat(definition.cosine(0, 2)).isLessThan(threshold);
    assertThat(removed(star, threshold, GREEDY, letters)).containsExactly("1<0");
    assertThat(removed(star, threshold, EARLIEST_SIMILAR, letters)).containsExactly("1<0", "2<1");
  }

  @ParameterizedTest
  @EnumSource
  void ofEqualTextsOnlyTheFirstIsKept(RemovalRule rule) {
    String[] texts = {"One text.", "one TEXT", "another thing", "one text!"};
    NearDuplicateResult found = find(texts, FinderSettings.of(0.75, rule));
    assertThat(found.removals()).containsExactly(new Removal(1, 0, 1.0), new Removal(3, 0, 1.0));
    assertThat(found.distinct()).isEqualTo(2);
  }

  @Test
  void aFrozenVocabularyUsesTheIdfOfItsOwnTexts() {
    // "the" occurs in every text of the corpus, so its weight is low there, but here it is half of
    // all.
    String[] corpus = {"the a", "the b", "the c", "the d", "the e", "the f", "the g"};
    String[] texts = {"the mill", "the rye"};
    GramCounter counter = new GramCounter(NgramRange.DEFAULT);
    GramDocumentFrequencies frequencies = new GramDocumentFrequencies();
    for (String text : corpus) {
      frequencies.add(counter.count(text), 1);
    }
    NgramVocabulary frozen = frequencies.toVocabulary();
    GramDocumentFrequencies found = new GramDocumentFrequencies();
    List<GramCounts> counts = List.of(counter.count(texts[0]), counter.count(texts[1]));
    counts.forEach(text -> found.add(text, 1));
    Vectors vectors = Vectors.of(counts, frozen.withUnseen(found));
    double cosine = vectors.cosine(0, vectors, 1);
    assertThat(cosine).isLessThan(new BruteForce(texts, NgramRange.DEFAULT).cosine(0, 1));
    FinderSettings below = FinderSettings.of(Math.nextDown(cosine), GREEDY);
    assertThat(
            new NearDuplicateFinder(below, frozen, JoinProgress.NONE)
                .find(new long[] {0, 1}, texts)
                .removals())
        .containsExactly(new Removal(1, 0, cosine));
    FinderSettings exact = FinderSettings.of(cosine, GREEDY);
    assertThat(
            new NearDuplicateFinder(exact, frozen, JoinProgress.NONE)
                .find(new long[] {0, 1}, texts)
                .removals())
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aCorpusWithoutValuesLosesNothing(RemovalRule rule) {
    assertThat(find(new String[0], FinderSettings.of(0.75, rule)).removals()).isEmpty();
    NearDuplicateResult found =
        find(new @Nullable String[] {null, "", null, ""}, FinderSettings.of(0.75, rule));
    assertThat(found.removals()).isEmpty();
    assertThat(found.texts()).isZero();
  }

  @Test
  void textsThatNormalizeToNothingAreSimilarToNothingButCountAsTexts() {
    NearDuplicateResult found =
        find(new String[] {"!!", "!!", "🦊🦊", "🦊🦊", "ab", "ab"}, FinderSettings.of(0.5, GREEDY));
    assertThat(found.removals()).containsExactly(new Removal(5, 4, 1.0));
    assertThat(found.texts()).isEqualTo(6);
    assertThat(found.distinct()).isEqualTo(1);
  }

  @Test
  void whiteSpaceIsAText() {
    assertThat(find(new String[] {"  ", " \n", "\n\n"}, FinderSettings.of(0.5, GREEDY)).removals())
        .containsExactly(new Removal(1, 0, 1.0), new Removal(2, 0, 1.0));
  }

  @Test
  void rowsOfOneCodePointAreReportedButNeitherRemovedNorRemoveOthers() {
    List<String> pairs = new ArrayList<>();
    NearDuplicateResult found =
        new NearDuplicateFinder(FinderSettings.of(0.5, EARLIEST_SIMILAR))
            .find(
                new long[] {0, 1, 2, 3},
                new String[] {"a", "a", "a!", "A."},
                null,
                (i, j, cosine) -> pairs.add(i + "-" + j + "=" + cosine));
    assertThat(found.removals()).containsExactly(new Removal(3, 2, 1.0));
    assertThat(pairs)
        .containsExactly("0-1=1.0", "0-2=1.0", "0-3=1.0", "1-2=1.0", "1-3=1.0", "2-3=1.0");
    assertThat(found.pairs()).isEqualTo(OptionalLong.of(1));
    assertThat(NearDuplicateFinder.isRemovable("𝒳")).isFalse();
  }

  @Test
  void anEarlierPositionWinsWhateverTheRowOrder() {
    NearDuplicateResult found =
        new NearDuplicateFinder(FinderSettings.of(0.9, GREEDY))
            .find(new long[] {30, -2, Long.MAX_VALUE}, new String[] {"same", "same", "same"});
    assertThat(found.removals()).containsExactly(new Removal(0, 1, 1.0), new Removal(2, 1, 1.0));
  }

  @Test
  void theBestScoreKeepsItsComponentAndTheSmallestPositionBreaksTies() {
    String[] texts = {"same", "same", "Same!", "other words"};
    assertThat(
            new NearDuplicateFinder(FinderSettings.of(0.9, COMPONENTS))
                .find(new long[] {0, 1, 2, 3}, texts, new double[] {0.1, 0.7, 0.7, 0}, null)
                .removals())
        .containsExactly(new Removal(0, 1, 1.0), new Removal(2, 1, 1.0));
  }

  @ParameterizedTest
  @EnumSource
  void aHundredThousandCopiesCostNoPairs(RemovalRule rule) {
    String[] texts = new String[100_000];
    Arrays.fill(texts, "the same sentence");
    NearDuplicateResult found = find(texts, FinderSettings.of(0.75, rule));
    assertThat(found.removals()).hasSize(99_999).allMatch(removal -> removal.match() == 0);
    assertThat(found.counters()).isEqualTo(JoinCounters.NONE);
    assertThat(found.pairs()).isEqualTo(OptionalLong.of(4_999_950_000L));
  }

  @Test
  void copiesAreMatchedWithTheirOwnFirst() {
    String[] texts =
        IntStream.range(0, 5000).mapToObj(k -> "cluster " + (k % 50) * 7919).toArray(String[]::new);
    NearDuplicateResult found = find(texts, FinderSettings.of(0.99, GREEDY));
    assertThat(found.removals()).hasSize(4950).allMatch(r -> r.match() == r.row() % 50);
  }

  @Test
  void oneGramThatHoldsAllWeightIsComparedExactly() {
    String[] texts = {
      "a".repeat(100_000), "a".repeat(50_000), "b".repeat(100_000), "ab".repeat(50_000)
    };
    for (RemovalRule rule : RemovalRule.values()) {
      FinderSettings settings = FinderSettings.of(0.75, rule);
      assertThat(find(texts, settings).removals())
          .isEqualTo(new BruteForce(texts, NgramRange.DEFAULT).removals(rule, 0.75, null));
    }
  }

  @Test
  void aTextAndItsManyRepeatsAreNearlyEqual() {
    String text = "A quiet harbour at the end of the line. ";
    NearDuplicateResult found =
        find(new String[] {text, text.repeat(50)}, FinderSettings.of(0.99, GREEDY));
    assertThat(found.removals()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void anOverflowingPairListIsDecidedOnTheFly(RemovalRule rule) {
    String[] texts = similarTexts(120);
    NearDuplicateResult whole = find(texts, FinderSettings.of(0.5, rule));
    NearDuplicateResult capped =
        find(
            texts,
            new FinderSettings(
                0.5, NgramRange.DEFAULT, rule, 1, FinderSettings.DENSE_FRACTION, 10));
    assertThat(whole.strategy()).isEqualTo(RemovalStrategy.PAIRS);
    assertThat(whole.pairs().orElseThrow()).isGreaterThan(10);
    assertThat(capped.strategy()).isEqualTo(RemovalStrategy.ON_THE_FLY);
    assertThat(capped.pairs()).isEmpty();
    assertThat(capped.removals()).isEqualTo(whole.removals()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aDenseSampleLeadsToOnTheFlyDecisions(RemovalRule rule) {
    String[] texts = similarTexts(1500);
    NearDuplicateResult dense = find(texts, FinderSettings.of(0.5, rule));
    assertThat(dense.strategy()).isEqualTo(RemovalStrategy.ON_THE_FLY);
    assertThat(dense.removals())
        .isEqualTo(
            find(texts, FinderSettings.of(0.5, rule).withStrategy(RemovalStrategy.PAIRS))
                .removals())
        .isNotEmpty();
  }

  @Test
  void badInputIsRejectedWithItsValues() {
    assertThatThrownBy(() -> FinderSettings.of(1.0, GREEDY))
        .hasMessage("threshold must be in (0, 1), was 1.0");
    assertThatThrownBy(() -> FinderSettings.of(Double.NaN, GREEDY))
        .hasMessage("threshold must be in (0, 1), was NaN");
    NearDuplicateFinder finder = new NearDuplicateFinder(FinderSettings.of(0.5, GREEDY));
    assertThatThrownBy(() -> finder.find(new long[] {1}, new String[] {"a", "b"}))
        .hasMessage("there must be one position per text, was 1 positions and 2 texts");
    assertThatThrownBy(() -> finder.find(new long[] {4, 4}, new String[] {"a", "b"}))
        .hasMessage("positions must differ, 4 occurs twice");
    assertThatThrownBy(
            () -> finder.find(new long[] {1}, new String[] {"a"}, new double[] {Double.NaN}, null))
        .hasMessage("the score of row 0 is NaN");
  }

  private static String[] similarTexts(int count) {
    return IntStream.range(0, count)
        .mapToObj(k -> "Write a short note about item " + k * 7919 % 1000 + " of list " + k)
        .toArray(String[]::new);
  }

  private static List<String> removed(
      String[] texts, double threshold, RemovalRule rule, NgramRange range) {
    return find(texts, FinderSettings.of(threshold, rule).withRange(range)).removals().stream()
        .map(removal -> removal.row() + "<" + removal.match())
        .toList();
  }

  private static NearDuplicateResult find(@Nullable String[] texts, FinderSettings settings) {
    long[] positions = new long[texts.length];
    Arrays.setAll(positions, row -> row);
    return new NearDuplicateFinder(settings).find(positions, texts);
  }
}
