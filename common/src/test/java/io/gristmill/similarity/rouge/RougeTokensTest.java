package io.gristmill.similarity.rouge;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;

class RougeTokensTest {

  @Test
  void asciiTokensAreRunsOfLowerCasedLettersAndDigits() {
    assertThat(WordSplitting.ASCII.split("Don't use snake_case, v3.14!"))
        .containsExactly("don", "t", "use", "snake", "case", "v3", "14");
  }

  @Test
  void charactersThatLowerCaseIntoAsciiCount() {
    assertThat(WordSplitting.ASCII.split("5\u212A \u0130x")).containsExactly("5k", "i", "x");
  }

  @Test
  void otherScriptsHaveNoAsciiTokens() {
    assertThat(WordSplitting.ASCII.split("한국어 中文 Привет １２３")).isEmpty();
    assertThat(WordSplitting.ASCII.split("café")).containsExactly("caf");
  }

  @Test
  void bothTokenizersAgreeOnAsciiText() {
    String text = "Write a for-loop:\n\tfor (int i = 0; i < n; i++) { x_1 += 2.5; }";
    assertThat(WordSplitting.UNICODE.split(text)).isEqualTo(WordSplitting.ASCII.split(text));
  }

  @Test
  void chineseAndJapaneseAreSplitIntoCharacters() {
    assertThat(WordSplitting.UNICODE.split("写一首诗。")).containsExactly("写", "一", "首", "诗");
    assertThat(WordSplitting.UNICODE.split("コーヒーを飲む"))
        .containsExactly("コ", "ー", "ヒ", "ー", "を", "飲", "む");
    assertThat(WordSplitting.UNICODE.split("\uD840\uDC00々")).containsExactly("\uD840\uDC00", "々");
  }

  @Test
  void koreanIsSplitIntoSyllables() {
    assertThat(WordSplitting.UNICODE.split("시를 쓰세요!")).containsExactly("시", "를", "쓰", "세", "요");
  }

  @Test
  void decomposedAndFullWidthSpellingIsTheSameText() {
    String korean = "한국어로 답하세요";
    assertThat(WordSplitting.UNICODE.split(Normalizer.normalize(korean, Normalizer.Form.NFD)))
        .isEqualTo(WordSplitting.UNICODE.split(korean));
    assertThat(WordSplitting.UNICODE.split("ＡＢＣ １２３ ｱ")).containsExactly("abc", "123", "ア");
    assertThat(WordSplitting.UNICODE.split("cafe\u0301")).containsExactly("café");
  }

  @Test
  void otherScriptsAreSplitIntoWordsWithTheirMarks() {
    assertThat(WordSplitting.UNICODE.split("Привет, МИР")).containsExactly("привет", "мир");
    assertThat(WordSplitting.UNICODE.split("हिन्दी में लिखो"))
        .containsExactly("हिन्दी", "में", "लिखो");
    assertThat(WordSplitting.UNICODE.split("naïve Straße")).containsExactly("naïve", "straße");
  }

  @Test
  void thaiIsSplitIntoCharactersWithTheirMarks() {
    assertThat(WordSplitting.UNICODE.split("ที่นี่")).containsExactly("ที่", "นี่");
  }

  @Test
  void aCharacterTokenEndsTheWordBesideIt() {
    assertThat(WordSplitting.UNICODE.split("用Python3写")).containsExactly("用", "python3", "写");
  }

  @Test
  void emojiAndLoneMarksAreNoTokens() {
    assertThat(WordSplitting.UNICODE.split("😀 ❤\uFE0F 👩\u200D🔬 \u0301")).isEmpty();
    assertThat(WordSplitting.UNICODE.split("good😀day")).containsExactly("good", "day");
  }

  @Test
  void invisibleCharactersAreRemovedExceptTheZeroWidthSpace() {
    assertThat(WordSplitting.UNICODE.split("\uFEFFco\u00ADop")).containsExactly("coop");
    assertThat(WordSplitting.UNICODE.split("می\u200Cخواهم")).hasSize(1);
    assertThat(WordSplitting.UNICODE.split("one\u200Btwo")).containsExactly("one", "two");
  }

  @Test
  void anEmptyOrBlankTextHasNoTokens() {
    for (WordSplitting tokens : WordSplitting.values()) {
      assertThat(tokens.split("")).isEmpty();
      assertThat(tokens.split(" \n\t…?!")).isEmpty();
    }
  }

  @Test
  void anUnpairedSurrogateSeparatesTokens() {
    assertThat(WordSplitting.UNICODE.split("a\uD83Db")).containsExactly("a", "b");
  }
}
