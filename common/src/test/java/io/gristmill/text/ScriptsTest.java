package io.gristmill.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScriptsTest {

  @Test
  void lettersAreCountedByScriptAndDigitsMarksAndEmojiAreNot() {
    assertThat(Scripts.countLetters("abc 한글 漢 1234 🌾 !?"))
        .isEqualTo(Map.of(UnicodeScript.LATIN, 3, UnicodeScript.HANGUL, 2, UnicodeScript.HAN, 1));
  }

  @Test
  void theJapaneseLongMarkBelongsToNoScript() {
    assertThat(Scripts.countLetters("コーヒー")).isEqualTo(Map.of(UnicodeScript.KATAKANA, 2));
  }

  @Test
  void rareHanOutsideTheBasicPlaneIsOneLetterEach() {
    assertThat(Scripts.countLetters("\uD840\uDC00\uD840\uDC01"))
        .containsEntry(UnicodeScript.HAN, 2);
  }

  @Test
  void aShareCountsOnlyLetters() {
    Set<UnicodeScript> latin = Set.of(UnicodeScript.LATIN);
    assertThat(Scripts.share("ab 12 가나", latin)).contains(0.5);
    assertThat(Scripts.share("12 🌾", latin)).isEmpty();
  }

  @Test
  void theDominantScriptHasMostLetters() {
    assertThat(Scripts.dominant("Мука flour мука")).contains(UnicodeScript.CYRILLIC);
    assertThat(Scripts.dominant("طحين")).contains(UnicodeScript.ARABIC);
    assertThat(Scripts.dominant("123")).isEmpty();
  }

  @Test
  void eastAsianCharactersAreSeparateWords() {
    assertThat(Words.countEastAsian("用Java写。")).isEqualTo(3);
    assertThat(Words.countEastAsian("밀을 빻아라")).isEqualTo(5);
    assertThat(Words.countEastAsian("grind the wheat - now!")).isEqualTo(5);
    assertThat(Words.countEastAsian(" ")).isZero();
  }

  @Test
  void wordsForNgramsKeepHangulWholeAndSplitHan() {
    assertThat(Words.split("磨面 flour, 밀을\n빻다", 100))
        .isEqualTo(List.of("磨", "面", "flour,", "밀을", "빻다"));
    assertThat(Words.split("a b c d", 2)).isEqualTo(List.of("a", "b"));
    assertThat(Words.split("", 2)).isEmpty();
  }
}
