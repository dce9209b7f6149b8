package io.gristmill.similarity.cosine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GramCounterTest {

  private final GramCounter counter = new GramCounter(NgramRange.DEFAULT);

  @Test
  void gramsOfOneToThreeCodePointsComeInTheOrderOfPythonStrings() {
    assertThat(grams("Aba"))
        .containsExactly(
            Map.entry("a", 2),
            Map.entry("ab", 1),
            Map.entry("aba", 1),
            Map.entry("b", 1),
            Map.entry("ba", 1));
  }

  @Test
  void gramsEqualThoseOfScikitLearn() {
    int listed = 0;
    for (JsonNode row : Golden.rows("text_primitives")) {
      Map<String, Integer> grams = grams(row.get("text").asText());
      assertThat(grams).as("%s", row).isEqualTo(grams(row.get("near_dup_preprocess").asText()));
      assertThat(grams.values().stream().mapToInt(Integer::intValue).sum())
          .as("%s", row)
          .isEqualTo(row.get("char_1_3_gram_count").asInt());
      if (row.get("char_1_3_grams").isArray()) {
        Map<String, Integer> expected = new HashMap<>();
        row.get("char_1_3_grams").forEach(g -> expected.merge(g.asText(), 1, Integer::sum));
        assertThat(grams).as("%s", row).isEqualTo(expected);
        listed++;
      }
    }
    assertThat(listed).isPositive();
  }

  @Test
  void aRunOfWhiteSpaceBecomesOneBlankAndASingleOneIsKept() {
    assertThat(grams("a\n\nb")).containsKey("a b");
    assertThat(grams("a\nb")).containsKey("a\nb");
    assertThat(grams("a\u00a0\u001cb")).containsKey("a b");
    assertThat(grams("a\u0085b")).containsKey("a\u0085b");
    assertThat(grams("\t\ta ")).containsKeys(" a ", " ").doesNotContainKey("\t");
  }

  @Test
  void droppedCharactersDoNotEndARunOfWhiteSpace() {
    assertThat(counter.count("a . b"))
        .isEqualTo(counter.count("a  b"))
        .isEqualTo(counter.count("a \t b"));
    assertThat(counter.count("a.b")).isEqualTo(counter.count("ab"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!?", "🦊🦊", "\u0301\u0308", "…", "\u200b\ufeff", "\ud83e"})
  void aTextWithoutWordsOrWhiteSpaceHasNoGrams(String text) {
    assertThat(counter.count(text).isEmpty()).isTrue();
    assertThat(counter.count(text).size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "ΟΔΟΣ, οδος",
    "İz, iz",
    "café, CAFÉ",
    "e\u0301a, EA",
    "हिन्दी, हनद",
    "🦊한글!, 한글",
    "x²①½, X²①½",
    "𝒳y, 𝒳Y"
  })
  void textsThatDifferInCaseMarksOrSymbolsOnlyAreEqual(String one, String other) {
    assertThat(counter.count(one))
        .isEqualTo(counter.count(other))
        .hasSameHashCodeAs(counter.count(other));
    assertThat(counter.count(one).identity()).isEqualTo(counter.count(other).identity());
  }

  @Test
  void underscoresAndAstralLettersAreKeptAsOneCodePoint() {
    assertThat(grams("_𝒳_"))
        .containsExactly(
            Map.entry("_", 2),
            Map.entry("_𝒳", 1),
            Map.entry("_𝒳_", 1),
            Map.entry("𝒳", 1),
            Map.entry("𝒳_", 1));
  }

  @Test
  void aTextShorterThanTheShortestGramHasNone() {
    GramCounter pairs = new GramCounter(new NgramRange(2, 3));
    assertThat(pairs.count("a").isEmpty()).isTrue();
    assertThat(grams(pairs.count("abc"))).containsOnlyKeys("ab", "abc", "bc");
    assertThat(grams(new GramCounter(new NgramRange(3, 3)).count("abcd")))
        .containsOnlyKeys("abc", "bcd");
    assertThat(grams(new GramCounter(new NgramRange(1, 2)).count("abc")))
        .containsOnlyKeys("a", "ab", "b", "bc", "c");
  }

  @Test
  void identityDependsOnCountsAndNotOnlyOnGrams() {
    assertThat(counter.count("aaaa").identity())
        .isNotEqualTo(counter.count("aaaaa").identity())
        .hasSize(32);
    assertThat(counter.count("aaaa")).isNotEqualTo(counter.count("aaaaa"));
  }

  @Test
  void aHugeTextLeavesNothingBehind() {
    GramCounts before = counter.count("a small text");
    StringBuilder huge = new StringBuilder();
    for (int k = 0; k < 200_000; k++) {
      huge.appendCodePoint(0x4E00 + k % 20_000).appendCodePoint(0xAC00 + k % 11_000);
    }
    assertThat(counter.count(huge.toString()).size()).isGreaterThan(400_000);
    assertThat(counter.count("a small text")).isEqualTo(before);
  }

  @Test
  void countsAreExactForOneGramRepeatedOften() {
    assertThat(grams("a".repeat(100_000)))
        .containsExactly(
            Map.entry("a", 100_000), Map.entry("aa", 99_999), Map.entry("aaa", 99_998));
  }

  @ParameterizedTest
  @CsvSource({"0,3", "3,2", "1,4"})
  void lengthsWithoutAnExactCodeAreRejectedWithTheirValues(int min, int max) {
    assertThatThrownBy(() -> new NgramRange(min, max))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("was min=%d max=%d", min, max);
  }

  private Map<String, Integer> grams(String text) {
    return grams(counter.count(text));
  }

  /** Decodes the 21-bit fields. */
  private static Map<String, Integer> grams(GramCounts counts) {
    Map<String, Integer> grams = new LinkedHashMap<>();
    for (int k = 0; k < counts.size(); k++) {
      StringBuilder gram = new StringBuilder();
      for (int shift = 42; shift >= 0; shift -= 21) {
        int field = (int) (counts.code(k) >>> shift) & 0x1FFFFF;
        if (field != 0) {
          gram.appendCodePoint(field - 1);
        }
      }
      grams.put(gram.toString(), counts.count(k));
    }
    return grams;
  }
}
