package io.gristmill.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;

class TextProperties {

  @Property
  void capitalizingTwiceChangesNothingMoreInAsciiText(@ForAll @AlphaChars String text) {
    String once = PythonText.capitalize(text);
    assertThat(PythonText.capitalize(once)).isEqualTo(once);
  }

  @Property
  void preprocessingLeavesOnlyWordsAndWhiteSpace(@ForAll String text) {
    assertThat(CharNgrams.preprocess(text).codePoints())
        .allMatch(c -> PythonText.isWord(c) || PythonText.isSpace(c));
  }

  @Property
  void aTextHasOneNgramPerStartPosition(
      @ForAll String text, @ForAll @IntRange(min = 1, max = 4) int n) {
    int length = CharNgrams.grams(text, 1, 1).size();
    List<String> grams = CharNgrams.grams(text, n, n);
    assertThat(grams).hasSize(Math.max(0, length - n + 1));
    assertThat(grams).allMatch(gram -> PythonText.length(gram) == n);
  }

  @Property
  void aWordBetweenBlanksIsAlwaysFound(
      @ForAll String before, @ForAll @AlphaChars String word, @ForAll String after) {
    assertThat(PythonText.containsWord(before + " x" + word + " " + after, "X" + word)).isTrue();
  }

  @Property
  void neitherScriptsNorWordsFailOnAnyText(@ForAll String text) {
    assertThat(Words.countEastAsian(text)).isGreaterThanOrEqualTo(PythonText.countWords(text));
    assertThat(Scripts.countLetters(text).values()).allMatch(count -> count > 0);
  }
}
