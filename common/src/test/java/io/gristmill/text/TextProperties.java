package io.gristmill.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;

class TextProperties {

  @Property
  void capitalizingTwiceChangesNothingMoreInAsciiText(@ForAll @AlphaChars String text) {
    String once = PythonText.capitalize(text);
    assertThat(PythonText.capitalize(once)).isEqualTo(once);
  }

  @Property
  void aWordBetweenBlanksIsAlwaysFound(
      @ForAll String before, @ForAll @AlphaChars String word, @ForAll String after) {
    assertThat(WholeWords.of(List.of("X" + word)).findFirst(before + " x" + word + " " + after))
        .isPresent();
  }

  @Property
  void neitherScriptsNorWordsFailOnAnyText(@ForAll String text) {
    assertThat(Words.countEastAsian(text)).isGreaterThanOrEqualTo(PythonText.countWords(text));
    assertThat(Scripts.share(text, EnumSet.allOf(UnicodeScript.class)).orElse(1.0)).isEqualTo(1.0);
  }
}
