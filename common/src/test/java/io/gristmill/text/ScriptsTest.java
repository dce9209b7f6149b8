package io.gristmill.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScriptsTest {

  @Test
  void digitsMarksAndEmojiAreNoLetters() {
    String text = "abc 한글 漢 1234 🌾 !?";
    assertThat(Scripts.share(text, Set.of(UnicodeScript.LATIN))).contains(3 / 6.0);
    assertThat(Scripts.share(text, Set.of(UnicodeScript.HANGUL))).contains(2 / 6.0);
    assertThat(Scripts.share(text, Set.of(UnicodeScript.HAN))).contains(1 / 6.0);
  }

  @Test
  void theJapaneseLongMarkBelongsToNoScript() {
    assertThat(Scripts.share("コーヒー", Set.of(UnicodeScript.KATAKANA))).contains(1.0);
  }

  @Test
  void rareHanOutsideTheBasicPlaneIsOneLetterEach() {
    assertThat(Scripts.share("\uD840\uDC00\uD840\uDC01ab", Set.of(UnicodeScript.HAN)))
        .contains(0.5);
  }

  @Test
  void aShareCountsOnlyLetters() {
    Set<UnicodeScript> latin = Set.of(UnicodeScript.LATIN);
    assertThat(Scripts.share("ab 12 가나", latin)).contains(0.5);
    assertThat(Scripts.share("12 🌾", latin)).isEmpty();
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
