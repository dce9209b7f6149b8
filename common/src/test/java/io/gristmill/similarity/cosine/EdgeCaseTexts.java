package io.gristmill.similarity.cosine;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Short texts over a small alphabet of difficult characters, so that many are similar. */
final class EdgeCaseTexts {

  private static final List<String> PIECES =
      List.of(
          "a", "b", "ab", "abc", "B", " ", "  ", "\n", "\t", "!", "_", "é", "e\u0301", "ς", "Σ",
          "İ", "한", "글", "小", "🦊", "𝒳", "\u00a0", "\u001c", "²", "the cat", "sat on", "the mat");

  private EdgeCaseTexts() {}

  static Arbitrary<String> one() {
    return Arbitraries.of(PIECES).list().ofMaxSize(7).map(pieces -> String.join("", pieces));
  }

  static Arbitrary<List<String>> many(int most) {
    return one().list().ofMaxSize(most);
  }
}
