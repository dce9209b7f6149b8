package io.gristmill.quality;

import static io.gristmill.quality.QualityTesting.answer;
import static io.gristmill.quality.QualityTesting.assertKept;
import static io.gristmill.quality.QualityTesting.drop;
import static io.gristmill.quality.QualityTesting.example;
import static io.gristmill.quality.QualityTesting.rule;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TruncationRuleTest {

  private static final String SENTENCE = "The miller sets the stones with care every day. ";

  private final Rule rule = rule("truncated");

  @Test
  void aTextThatEndsWithAColonIsTruncated() {
    assertThat(drop(rule, answer("Here is the recipe:")).detail())
        .isEqualTo("output ends with a colon: \"Here is the recipe:\"");
    drop(rule, answer("做法如下："));
    assertKept(rule, answer("Ratio 3:4"), answer("Name:\nDate:"), answer("def grind(grain):"));
  }

  @Test
  void everyAsciiColonCountsInInputsAsInSelfInstruct() {
    Rule reference =
        rule(
            "truncated",
            "filter.rules.truncated.colon-fields=[input, output]",
            "filter.rules.truncated.check-endings=false");
    drop(reference, answer("Name:\nDate: "));
    assertThat(drop(reference, example("a", "List:", "b")).detail())
        .isEqualTo("input ends with a colon: \"List:\"");
    assertKept(reference, answer("```\ncode"), answer("做法如下："), answer(SENTENCE + "and the"));
  }

  @Test
  void anOpenCodeFenceIsTruncated() {
    assertThat(drop(rule, answer("Run:\n```\ngrind()")).detail())
        .startsWith("output leaves a code fence open");
    assertKept(rule, answer("Run:\n```\ngrind(),\n```"), answer("Use ``` for code."));
  }

  @Test
  void aCommaInsideASentenceIsTruncated() {
    assertThat(
            drop(rule, answer(SENTENCE + "Since the water is high in spring and low in June,"))
                .detail())
        .startsWith("output ends with a comma");
    assertKept(
        rule,
        answer(SENTENCE + "Sincerely,"),
        answer("The wheel that turns below the weir at night,"),
        answer("rye, oats,"));
  }

  @Test
  void aDanglingWordIsTruncated() {
    assertThat(drop(rule, answer("Calcium carbonate is the main part of limestone and")).detail())
        .startsWith("output ends with a dangling word");
    assertKept(rule, answer("The missing word is and"), answer(SENTENCE + "This is the end"));
  }

  @Test
  void aLongLineOfProseNeedsFinalPunctuation() {
    String prose = SENTENCE.repeat(7);
    assertThat(
            drop(
                    rule,
                    answer(prose + "In winter the stream that drives the wheel may freeze so that"))
                .detail())
        .startsWith("output ends a long line without punctuation");
    assertKept(
        rule,
        answer(prose),
        answer(prose + "Yours, the miller"),
        answer(prose + "Come to see us at the mill on any day of May #mill #flour"),
        answer(prose + "All of it can be read again by anyone at example.org/mills/water"),
        answer("flour ".repeat(80)),
        answer("물레방아가 돌아갑니다. ".repeat(40) + "그래서 밀가루를 아주 곱게 빻을 수 있게 되었습니다"),
        answer("水车在转动。".repeat(60) + "所以我们可以把面粉磨得非常细"));
  }

  @Test
  void anEmptyOutputIsNotTruncated() {
    assertKept(rule, answer(""), answer(" "));
  }
}
