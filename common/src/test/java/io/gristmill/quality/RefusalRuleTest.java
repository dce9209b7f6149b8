package io.gristmill.quality;

import static io.gristmill.quality.QualityTesting.answer;
import static io.gristmill.quality.QualityTesting.assertKept;
import static io.gristmill.quality.QualityTesting.drop;
import static io.gristmill.quality.QualityTesting.rule;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalRuleTest {

  private final Rule rule = rule("refusal");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "As an AI language model, I do not eat bread.",
        "I'm sorry, but I can't do that.",
        "I’m  sorry,\nbut I cannot do that.",
        "AI 언어 모델로서 저는 빵을 먹지 않습니다.",
        "죄송하지만 저는 인공지능이라 모릅니다.",
        "作为一个AI语言模型，我不吃面包。",
        "很抱歉，我无法回答。",
        "申し訳ありませんが、私はAIなのでわかりません。",
        "En tant qu'IA, je ne mange pas.",
        "Als KI-Sprachmodell esse ich nichts.",
        "Lo siento, pero no puedo."
      })
  void aRefusalInAnyOfTheLanguagesGoes(String output) {
    drop(rule, answer(output));
  }

  @Test
  void theReasonContainsThePhraseAndItsPosition() {
    Verdict.Drop drop = drop(rule, answer("Well, as an AI model I pass."));
    assertThat(drop.detail()).isEqualTo("output says \"as an ai model\"");
    assertThat(drop.score()).isEqualTo(6);
    assertThat(drop.threshold()).isEqualTo(79);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "I'm sorry for your loss.",
        "Dear Ann, I am sorry that I cannot come.",
        "AI models need data.",
        "죄송하지만 오늘은 가게 문을 닫았습니다.",
        "作为人工智能技术的一部分，语言模型很有用。",
        "抱歉，今天下雨。"
      })
  void anApologyOrATextAboutAiIsKept(String output) {
    assertKept(rule, answer(output));
  }

  @Test
  void aLaterPhraseCountsOnlyIfConfigured() {
    String late = "Bread is made of flour. ".repeat(100) + "As an AI language model I ate none.";
    assertKept(rule, answer(late));
    drop(rule("refusal", "filter.rules.refusal.within-first-chars=0"), answer(late));
  }

  @Test
  void whiteSpaceBeforeThePhraseDoesNotHideIt() {
    drop(rule, answer(" ".repeat(5000) + "I cannot assist with that."));
  }
}
