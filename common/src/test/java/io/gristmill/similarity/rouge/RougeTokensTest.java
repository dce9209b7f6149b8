package io.gristmill.similarity.rouge;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;

class RougeTokensTest {

  @Test
  void asciiTokensAreRunsOfLowerCasedLettersAndDigits() {
    assertThat(Tokens.ASCII.of("Don't use snake_case, v3.14!"))
        .containsExactly("don", "t", "use", "snake", "case", "v3", "14");
  }

  @Test
  void charactersThatLowerCaseIntoAsciiCount() {
    assertThat(Tokens.ASCII.of("5\u212A \u0130x")).containsExactly("5k", "i", "x");
  }

  @Test
  void asciiTokensSeeNothingOfOtherScripts() {
    assertThat(Tokens.ASCII.of("한국어 中文 Привет １２３")).isEmpty();
    assertThat(Tokens.ASCII.of("café")).containsExactly("caf");
  }

  @Test
  void bothTokenisersAgreeOnAsciiText() {
    String text = "Write a for-loop:\n\tfor (int i = 0; i < n; i++) { x_1 += 2.5; }";
    assertThat(Tokens.UNICODE.of(text)).isEqualTo(Tokens.ASCII.of(text));
  }

  @Test
  void chineseAndJapaneseGoByCharacter() {
    assertThat(Tokens.UNICODE.of("写一首诗。")).containsExactly("写", "一", "首", "诗");
    assertThat(Tokens.UNICODE.of("コーヒーを飲む")).containsExactly("コ", "ー", "ヒ", "ー", "を", "飲", "む");
    assertThat(Tokens.UNICODE.of("\uD840\uDC00々")).containsExactly("\uD840\uDC00", "々");
  }

  @Test
  void koreanGoesBySyllable() {
    assertThat(Tokens.UNICODE.of("시를 쓰세요!")).containsExactly("시", "를", "쓰", "세", "요");
  }

  @Test
  void decomposedAndFullWidthSpellingIsTheSameText() {
    String korean = "한국어로 답하세요";
    assertThat(Tokens.UNICODE.of(Normalizer.normalize(korean, Normalizer.Form.NFD)))
        .isEqualTo(Tokens.UNICODE.of(korean));
    assertThat(Tokens.UNICODE.of("ＡＢＣ １２３ ｱ")).containsExactly("abc", "123", "ア");
    assertThat(Tokens.UNICODE.of("cafe\u0301")).containsExactly("café");
  }

  @Test
  void otherScriptsGoByWordWithTheirMarks() {
    assertThat(Tokens.UNICODE.of("Привет, МИР")).containsExactly("привет", "мир");
    assertThat(Tokens.UNICODE.of("हिन्दी में लिखो")).containsExactly("हिन्दी", "में", "लिखो");
    assertThat(Tokens.UNICODE.of("naïve Straße")).containsExactly("naïve", "straße");
  }

  @Test
  void thaiGoesByCharacterWithItsMarks() {
    assertThat(Tokens.UNICODE.of("ที่นี่")).containsExactly("ที่", "นี่");
  }

  @Test
  void aCharacterTokenEndsTheWordBesideIt() {
    assertThat(Tokens.UNICODE.of("用Python3写")).containsExactly("用", "python3", "写");
  }

  @Test
  void emojiAndLoneMarksAreNoTokens() {
    assertThat(Tokens.UNICODE.of("😀 ❤\uFE0F 👩\u200D🔬 \u0301")).isEmpty();
    assertThat(Tokens.UNICODE.of("good😀day")).containsExactly("good", "day");
  }

  @Test
  void invisibleCharactersVanishExceptTheZeroWidthSpace() {
    assertThat(Tokens.UNICODE.of("\uFEFFco\u00ADop")).containsExactly("coop");
    assertThat(Tokens.UNICODE.of("می\u200Cخواهم")).hasSize(1);
    assertThat(Tokens.UNICODE.of("one\u200Btwo")).containsExactly("one", "two");
  }

  @Test
  void anEmptyOrBlankTextHasNoTokens() {
    for (Tokens tokens : Tokens.values()) {
      assertThat(tokens.of("")).isEmpty();
      assertThat(tokens.of(" \n\t…?!")).isEmpty();
    }
  }

  @Test
  void anUnpairedSurrogateOnlySeparates() {
    assertThat(Tokens.UNICODE.of("a\uD83Db")).containsExactly("a", "b");
  }
}
