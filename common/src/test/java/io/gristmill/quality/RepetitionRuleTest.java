package io.gristmill.quality;

import static io.gristmill.quality.QualityTesting.answer;
import static io.gristmill.quality.QualityTesting.assertKept;
import static io.gristmill.quality.QualityTesting.drop;
import static io.gristmill.quality.QualityTesting.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepetitionRuleTest {

  private final Rule rule = rule("repetition");

  @Test
  void aRunOfOneCharacterIsCounted() {
    Verdict.Drop drop = drop(rule, answer("Br" + "r".repeat(30)));
    assertThat(drop.score()).isEqualTo(31);
    assertThat(drop.threshold()).isEqualTo(30);
    assertThat(drop.detail()).isEqualTo("output repeats the character r 31 times");
    drop(rule, answer("🌾".repeat(31)));
    assertKept(rule, answer("r".repeat(30)), answer("-".repeat(500)), answer(" ".repeat(500)));
    assertKept(rule, answer("━".repeat(100)), answer("_".repeat(100) + "."));
  }

  @Test
  void duplicateLinesAreAFractionOfAllLines() {
    String lines = "- rye\n".repeat(8) + "- oats\n";
    Verdict.Drop drop = drop(rule, answer(lines));
    assertThat(drop.score()).isEqualTo(7 / 9.0);
    assertThat(drop.detail()).isEqualTo("78 % of output is duplicate lines such as \"- rye\"");
    assertKept(rule, answer("- rye\n".repeat(5)), answer("- rye\n- oats\n\n".repeat(4)));
  }

  @Test
  void anAnswerOfOneRepeatedPhraseIsDropped() {
    assertThat(drop(rule, answer("grind the wheat ".repeat(20))).detail())
        .isEqualTo("100 % of output is one frequent phrase such as \"grind the wheat\"");
    assertKept(rule, answer("grind the wheat ".repeat(5)), answer("| | | ".repeat(100)));
  }

  @Test
  void longRepeatedPassagesAreDropped() {
    String passage =
        IntStream.range(0, 20).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
    assertThat(drop(rule, answer((passage + ". ").repeat(4))).detail())
        .contains("of output is repeated phrases such as");
    assertKept(rule, answer((passage + ". ").repeat(2)));
  }

  @Test
  void chineseIsMeasuredByCharacters() {
    drop(rule, answer("坚持把面粉磨得很细；".repeat(10)));
    assertKept(rule, answer("今天早上磨坊主先检查了水渠里的水位然后打开闸门让轮子慢慢转动起来最后把麦子倒进石磨里磨成细面粉"));
  }

  @Test
  void fractionsEqualThoseComputedByHand() {
    List<String> words = List.of("aa", "b", "aa", "b", "ccc", "aa", "b");
    // "aa b" occurs three times, with three of twelve characters each
    assertThat(Repetition.topNgram(words, 2).share()).isEqualTo(9 / 12.0);
    assertThat(Repetition.topNgram(words, 2).example()).isEqualTo("aa b");
    // its second and third time
    assertThat(Repetition.duplicateNgrams(words, 2).share()).isEqualTo(6 / 12.0);
    assertThat(Repetition.topNgram(words, 4).share()).isZero();
    assertThat(Repetition.topNgram(List.of(), 2).share()).isZero();
    assertThat(Repetition.duplicateLines(List.of("a", "b", "a", "a")).share()).isEqualTo(0.5);
  }
}
