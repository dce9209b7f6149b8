package io.gristmill.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PythonTextTest {

  @ParameterizedTest
  @CsvSource({
    "mill, Mill",
    "NASA rover, Nasa rover",
    "ßa, Ssa",
    "ﬁSH, Fish",
    "ﬃx, Ffix",
    "ǆEP, ǅep",
    "ŉZO, ʼNzo",
    "եւ, Եւ",
    "\u1FB3x, \u1FBCx",
    "\u1FB7x, \u0391\u0342\u0345x",
    "İX, İx",
    "\uD801\uDC28A, \uD801\uDC00a",
    "\uD801\uDD97x, \uD801\uDD70x",
    "안녕, 안녕",
    "磨, 磨"
  })
  void capitalizeTitleCasesTheFirstCodePointAndLowersTheRest(String text, String expected) {
    assertThat(PythonText.capitalize(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "ΟΔΟΣ, οδος",
    "Σ, σ",
    "Α.Σ, α.ς",
    "ΑΣ.Α, ασ.α",
    "1Σ, 1σ",
    "ΑΣ1, ας1",
    "Α\u0301Σ\u0301, α\u0301ς\u0301",
    "ΣΣ ΣΣ, σς σς"
  })
  void aCapitalSigmaBecomesFinalAsInPython(String text, String expected) {
    assertThat(PythonText.lower(text)).isEqualTo(expected);
  }

  @Test
  void aFinalSigmaOfACapitalizedWordDependsOnItsFirstLetter() {
    assertThat(PythonText.capitalize("ΑΣ")).isEqualTo("Ας");
  }

  @ParameterizedTest
  @CsvSource({
    "Draw a cat, draw, true",
    "draw, draw, true",
    "re-draw it, draw, true",
    "draw_line, draw, false",
    "withdraw, draw, false",
    "drawing, draw, false",
    "map을 보여줘, map, false",
    "\"map\" 을, map, true",
    "please GO TO it, go to, true",
    "go  to it, go to, false",
    "draw\u0301, draw, true",
    "draw², draw, false",
    "ſtone, stone, true",
    "그 지도 를, 지도, true",
    "지도를, 지도, false",
    "drawdraw draw, draw, true",
    "see C++ code, c++, false",
    "see C++11 code, c++, true"
  })
  void aWordIsFoundBetweenTheBoundariesOfPython(String text, String word, boolean found) {
    assertThat(WholeWords.of(List.of(word)).findFirst(text).isPresent()).isEqualTo(found);
  }

  @Test
  void theEarliestWordInTheTextIsReturned() {
    WholeWords words = WholeWords.of(List.of("plot", "go", "go to"));
    assertThat(words.findFirst("then go to the plot")).contains("go");
    assertThat(words.findFirst("nothing here")).isEmpty();
    assertThat(words.findFirst("")).isEmpty();
  }
}
