package io.gristmill.similarity.cosine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NgramVocabularyTest {

  private static final List<String> TEXTS = List.of("abc", "abc", "ab", "한글 text", "!!", "zz top");

  private final GramCounter counter = new GramCounter(NgramRange.DEFAULT);

  @Test
  void everyTextWithAValueCountsForIdfAndCopiesCountEach() {
    NgramVocabulary vocabulary = frequencies(TEXTS).toVocabulary();
    int a = vocabulary.id(counter.count("a").code(0));
    assertThat(vocabulary.documents()).isEqualTo(6);
    assertThat(vocabulary.frequency(a)).isEqualTo(3);
    assertThat(vocabulary.idf(a)).isCloseTo(Math.log(7.0 / 4.0) + 1, within(1e-15));
  }

  @Test
  void partialCountsMergeToTheCountsOfTheWholeInAnyOrder() {
    GramDocumentFrequencies one = frequencies(TEXTS.subList(0, 2));
    GramDocumentFrequencies other = frequencies(TEXTS.subList(2, 6));
    assertSame(other.merge(one).toVocabulary(), frequencies(TEXTS).toVocabulary());
  }

  @Test
  void copiesCountAsThatManyTexts() {
    GramDocumentFrequencies copies = new GramDocumentFrequencies();
    copies.add(counter.count("abc"), 3);
    assertSame(copies.toVocabulary(), frequencies(List.of("abc", "ABC", "a.b.c")).toVocabulary());
    assertThatThrownBy(() -> copies.add(counter.count("x"), 0))
        .hasMessage("copies must be at least 1, was 0");
  }

  @Test
  void serializedTablesAreEqualAndCompact() throws IOException, ClassNotFoundException {
    GramDocumentFrequencies many = new GramDocumentFrequencies();
    IntStream.range(0, 5000)
        .forEach(k -> many.add(counter.count("row " + Integer.toString(k * 7919, 36)), 1));
    byte[] bytes = serialise(many.toVocabulary());
    assertSame((NgramVocabulary) deserialise(bytes), many.toVocabulary());
    assertThat(bytes.length).isLessThan(8 * many.sortedCodes().length);
    assertSame(
        ((GramDocumentFrequencies) deserialise(serialise(many))).toVocabulary(),
        many.toVocabulary());
  }

  @Test
  void anNgramOutsideTheVocabularyIsRejected() {
    NgramVocabulary vocabulary = frequencies(TEXTS).toVocabulary();
    assertThatThrownBy(() -> vocabulary.id(counter.count("q").code(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not in the vocabulary");
  }

  @Test
  void aFrozenVocabularyTakesUnseenGramsAtFrequencyZeroAndChangesNothingElse() {
    NgramVocabulary frozen = frequencies(TEXTS).toVocabulary();
    NgramVocabulary extended = frozen.withUnseen(frequencies(List.of("abq", "q 小", "abc", "abc")));
    int q = extended.id(counter.count("q").code(0));
    assertThat(extended.documents()).isEqualTo(6);
    assertThat(extended.frequency(q)).isZero();
    assertThat(extended.idf(q)).isCloseTo(Math.log(7.0) + 1, within(1e-15));
    for (int id = 0; id < frozen.size(); id++) {
      int same = extended.id(frozen.code(id));
      assertThat(extended.frequency(same)).isEqualTo(frozen.frequency(id));
      assertThat(extended.idf(same)).isEqualTo(frozen.idf(id));
    }
    assertThat(frozen.withUnseen(frequencies(List.of("ab", "ZZ")))).isSameAs(frozen);
  }

  @Test
  void theCodeOfAnNgramConvertsBackToItsText() {
    GramCounts grams = counter.count("a 한\uD83C\uDF3E\uD800\uDC00b");
    List<String> texts = new ArrayList<>();
    for (int k = 0; k < grams.size(); k++) {
      texts.add(NgramRange.text(grams.code(k)));
    }
    assertThat(texts).contains("a", "a ", "a 한", "한\uD800\uDC00b", "b").doesNotHaveDuplicates();
  }

  @Test
  void storedCountsAreRestoredNgramByNgram() {
    NgramVocabulary counted = frequencies(TEXTS).toVocabulary();
    GramDocumentFrequencies stored = GramDocumentFrequencies.restore(counted.documents());
    for (int id = counted.size() - 1; id >= 0; id--) {
      stored.put(counted.code(id), counted.frequency(id));
    }
    assertSame(stored.toVocabulary(), counted);
    assertThatThrownBy(() -> stored.put(0, 1)).hasMessage("the code of an n-gram must not be 0");
    assertThatThrownBy(() -> stored.put(9, 0))
        .hasMessage("the frequency must be at least 1, was 0");
    assertThatThrownBy(() -> GramDocumentFrequencies.restore(-1))
        .hasMessage("documents must not be negative, was -1");
  }

  @Test
  void packedTextsGiveTheSameBitsAsTheirCounts() throws IOException, ClassNotFoundException {
    NgramVocabulary vocabulary = frequencies(TEXTS).toVocabulary();
    PackedPart.Packer packer = new PackedPart.Packer(vocabulary);
    long[] positions = {7, 3, Long.MAX_VALUE, 0, 1L << 40, -5};
    for (int row = 0; row < TEXTS.size(); row++) {
      packer.add(positions[row], counter.count(TEXTS.get(row)));
    }
    PackedPart part = (PackedPart) deserialise(serialise(packer.pack()));
    Vectors direct = Vectors.of(TEXTS.stream().map(counter::count).toList(), vocabulary);
    Vectors packed = part.vectors(vocabulary);
    assertThat(part.positions()).isEqualTo(positions);
    assertThat(packed.start).isEqualTo(direct.start);
    assertThat(packed.ids).isEqualTo(direct.ids);
    assertThat(packed.weights).isEqualTo(direct.weights);
    assertThat(packed.start[5]).isEqualTo(packed.start[4]);
  }

  @Test
  void zonesHoldAboutEqualNumbersOfOccurrencesFromRareToFrequent() {
    NgramVocabulary vocabulary = frequencies(TEXTS).toVocabulary();
    FeatureOrder order = FeatureOrder.of(vocabulary, 4);
    int common = vocabulary.id(counter.count("b").code(0));
    assertThat(order.rank(common)).isGreaterThanOrEqualTo(vocabulary.size() - 6);
    assertThat(order.zoneStart(0)).isZero();
    assertThat(order.zoneStart(4)).isEqualTo(vocabulary.size());
    assertThat(IntStream.range(0, 4).allMatch(z -> order.zoneStart(z) < order.zoneStart(z + 1)))
        .isTrue();
  }

  private GramDocumentFrequencies frequencies(List<String> texts) {
    GramDocumentFrequencies frequencies = new GramDocumentFrequencies();
    texts.forEach(text -> frequencies.add(counter.count(text), 1));
    return frequencies;
  }

  private static void assertSame(NgramVocabulary actual, NgramVocabulary expected) {
    assertThat(actual.documents()).isEqualTo(expected.documents());
    assertThat(actual.size()).isEqualTo(expected.size());
    for (int id = 0; id < expected.size(); id++) {
      assertThat(actual.code(id)).isEqualTo(expected.code(id));
      assertThat(actual.frequency(id)).isEqualTo(expected.frequency(id));
      assertThat(actual.idf(id)).isEqualTo(expected.idf(id));
    }
  }

  private static byte[] serialise(Object value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    return bytes.toByteArray();
  }

  private static Object deserialise(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    }
  }
}
