package io.gristmill.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TokenEstimateTest {

  @Test
  void tokensAreEstimatedByScript() {
    assertThat(TokenEstimate.of("")).isZero();
    assertThat(TokenEstimate.of("abc")).isEqualTo(1);
    assertThat(TokenEstimate.of("The quick brown fox jumps over the lazy dog")).isEqualTo(15);
    assertThat(TokenEstimate.of("2026-01-01")).isEqualTo(7);
    assertThat(TokenEstimate.of("안녕하세요")).isEqualTo(8);
    assertThat(TokenEstimate.of("你好")).isEqualTo(3);
    assertThat(TokenEstimate.of("éя")).isEqualTo(2);
    assertThat(TokenEstimate.of("😀😀")).isEqualTo(4);
  }

  @Test
  void aLongerTextNeverHasFewerTokens() {
    String text = "a 한é😀1\n中\u0301".repeat(20);
    for (int i = 1; i <= text.length(); i++) {
      assertThat(TokenEstimate.of(text.substring(0, i)))
          .isGreaterThanOrEqualTo(TokenEstimate.of(text.substring(0, i - 1)));
    }
  }

  @Test
  void aChatCountsItsTemplateAndARequestItsLimit() {
    Prompt chat = new Prompt.Chat(List.of(Message.system("abc"), Message.user("abc")));
    assertThat(TokenEstimate.of(chat)).isEqualTo(8 + 2 * (1 + 8));
    assertThat(TokenEstimate.of(Prompt.text("abc"))).isEqualTo(1);
    SamplingParams ten =
        new SamplingParams(10, null, null, null, null, null, null, List.of(), null, null);
    assertThat(TokenEstimate.worstCase(new Request("m", Prompt.text("abc"), ten, 0), 99))
        .isEqualTo(11);
    assertThat(
            TokenEstimate.worstCase(
                new Request("m", Prompt.text("abc"), SamplingParams.DEFAULT, 0), 99))
        .isEqualTo(100);
  }

  @Test
  void nullSamplingParametersTakeTheDefaults() {
    SamplingParams own =
        new SamplingParams(10, null, null, null, null, null, null, List.of(), null, null);
    SamplingParams other =
        new SamplingParams(20, 0.5, 0.9, 3, 0.1, 0.2, 5L, List.of("x"), "{}", null);
    assertThat(own.orElse(other))
        .isEqualTo(new SamplingParams(10, 0.5, 0.9, 3, 0.1, 0.2, 5L, List.of("x"), "{}", null));
    assertThat(other.orElse(own)).isEqualTo(other);
  }
}
