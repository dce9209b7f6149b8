package io.gristmill.similarity.cosine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The ordered rules on parts of a corpus, compared with their definition over all pairs. */
class OrderedJoinProperties {

  @Provide
  Arbitrary<List<String>> corpora() {
    return EdgeCaseTexts.many(40);
  }

  @Provide
  Arbitrary<Double> thresholds() {
    return Arbitraries.of(0.05, 0.3, 0.5, 0.75, 0.9);
  }

  /** A corpus as one packed part; the position of a text is three times its row. */
  private static final class Corpus {

    final BruteForce definition;
    final NgramVocabulary vocabulary;
    final FeatureOrder order;
    final PackedPart all;
    final double threshold;
    final JoinTuning tuning;
    final JoinSettings settings;
    final int[] match;
    final double[] cosine;

    Corpus(List<String> texts, double threshold, int zone, int tile, int threads) {
      GramCounter counter = new GramCounter(NgramRange.DEFAULT);
      GramDocumentFrequencies frequencies = new GramDocumentFrequencies();
      texts.stream()
          .filter(text -> !text.isEmpty())
          .forEach(text -> frequencies.add(counter.count(text), 1));
      this.definition = new BruteForce(texts.toArray(new String[0]), NgramRange.DEFAULT);
      this.vocabulary = frequencies.toVocabulary();
      this.order = FeatureOrder.of(vocabulary);
      this.threshold = threshold;
      this.tuning = new JoinTuning(1, zone, 0);
      this.settings = new JoinSettings(threshold, threads, 1, tile, JoinSlice.WHOLE);
      this.match = PairRules.noMatches(texts.size());
      this.cosine = new double[texts.size()];
      PackedPart.Packer packer = new PackedPart.Packer(vocabulary);
      for (int row = 0; row < texts.size(); row++) {
        packer.add(3L * row, counter.count(texts.get(row)));
      }
      this.all = packer.pack();
    }

    /** Returns the matches by definition. */
    int[] expected(boolean keptOnly) {
      int[] expected = PairRules.noMatches(match.length);
      for (int row = 0; row < expected.length; row++) {
        for (int other = row - 1; other >= 0; other--) {
          boolean counts = !keptOnly || expected[other] == PairRules.NONE;
          if (counts && definition.product(other, row) > threshold) {
            expected[row] = other;
          }
        }
      }
      return expected;
    }

    /** Records removed rows and returns the rows still undecided. */
    PackedPart take(FirstMatches found, long[] others, PackedPart rows) {
      long[] positions = rows.positions();
      for (int row = 0; row < found.matches().length; row++) {
        if (!found.isKept(row)) {
          int global = (int) positions[row] / 3;
          match[global] = (int) others[found.match(row)] / 3;
          cosine[global] = found.cosine(row);
        }
      }
      return rows.subset(found::isKept);
    }

    PackedPart within(PackedPart rows) {
      try (OrderedJoin join =
          OrderedJoin.within(rows.vectors(vocabulary), order, tuning, settings)) {
        return take(join.greedy(), rows.positions(), rows);
      }
    }

    PackedPart between(PackedPart others, PackedPart rows) {
      try (OrderedJoin join =
          OrderedJoin.between(
              others.vectors(vocabulary),
              others.positions(),
              rows.vectors(vocabulary),
              rows.positions(),
              order,
              tuning,
              settings)) {
        return take(join.earliest(), others.positions(), rows);
      }
    }

    List<PackedPart> parts(int size) {
      List<PackedPart> parts = new ArrayList<>();
      for (int from = 0; from < all.size(); from += size) {
        int first = from;
        parts.add(all.subset(row -> row >= first && row < first + size));
      }
      return parts;
    }

    void check(boolean keptOnly) {
      assertThat(match).isEqualTo(expected(keptOnly));
      for (int row = 0; row < match.length; row++) {
        double expected = match[row] < 0 ? 0 : definition.product(match[row], row);
        assertThat(cosine[row]).isEqualTo(expected);
      }
    }
  }

  @Property(tries = 100)
  void greedyByPartsRemovesWhatTheDefinitionRemoves(
      @ForAll("corpora") List<String> texts,
      @ForAll("thresholds") double threshold,
      @ForAll @IntRange(min = 1, max = 41) int size,
      @ForAll @IntRange(min = 0, max = 32) int zone,
      @ForAll @IntRange(min = 1, max = 12) int tile,
      @ForAll @IntRange(min = 1, max = 3) int threads) {
    Corpus corpus = new Corpus(texts, threshold, zone, tile, threads);
    List<PackedPart> open = corpus.parts(size);
    while (!open.isEmpty()) {
      PackedPart kept = corpus.within(open.get(0));
      List<PackedPart> left = new ArrayList<>();
      open.subList(1, open.size()).forEach(rows -> left.add(corpus.between(kept, rows)));
      open = left;
    }
    corpus.check(true);
  }

  @Property(tries = 100)
  void earliestByPartsRemovesWhatTheDefinitionRemoves(
      @ForAll("corpora") List<String> texts,
      @ForAll("thresholds") double threshold,
      @ForAll @IntRange(min = 1, max = 41) int size,
      @ForAll @IntRange(min = 0, max = 32) int zone,
      @ForAll @IntRange(min = 1, max = 12) int tile,
      @ForAll @IntRange(min = 1, max = 3) int threads) {
    Corpus corpus = new Corpus(texts, threshold, zone, tile, threads);
    List<PackedPart> parts = corpus.parts(size);
    PackedPart open = corpus.all;
    for (PackedPart others : parts) {
      open = corpus.between(others, open);
    }
    corpus.check(false);
  }

  @Property(tries = 100)
  void subsetsOfAPackedPartConcatenateToIt(
      @ForAll("corpora") List<String> texts, @ForAll @IntRange(min = 1, max = 41) int size) {
    Corpus corpus = new Corpus(texts, 0.5, 0, 1, 1);
    PackedPart again = PackedPart.concat(corpus.parts(size));
    assertThat(again.size()).isEqualTo(texts.size());
    assertThat(again.entries()).isEqualTo(corpus.all.entries());
    if (!texts.isEmpty()) {
      assertThat(again.bytes()).isEqualTo(corpus.all.bytes());
    }
    assertThat(corpus.all.subset(row -> row % 2 == 1).positions())
        .isEqualTo(
            IntStream.range(0, texts.size())
                .filter(k -> k % 2 == 1)
                .mapToLong(k -> 3L * k)
                .toArray());
  }

  @Example
  void positionsThatDoNotAscendAreRejected() {
    Corpus corpus = new Corpus(List.of("one text", "another text"), 0.5, 0, 1, 1);
    Vectors vectors = corpus.all.vectors(corpus.vocabulary);
    assertThatThrownBy(
            () ->
                OrderedJoin.between(
                    vectors,
                    new long[] {5, 5},
                    vectors,
                    new long[] {6, 7},
                    corpus.order,
                    corpus.tuning,
                    corpus.settings))
        .hasMessage("positions must ascend, 5 comes after 5");
    assertThat(Arrays.stream(corpus.match)).containsOnly(PairRules.NONE);
  }
}
