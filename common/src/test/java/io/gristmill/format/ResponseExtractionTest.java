package io.gristmill.format;

import static io.gristmill.format.PromptStyle.LLMS_FROM_SCRATCH;
import static io.gristmill.format.PromptStyle.LLMS_FROM_SCRATCH_PHI3;
import static io.gristmill.format.PromptStyle.STANFORD_ALPACA;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ResponseExtractionTest {

  @Test
  void anAnswerIsTrimmedAsPythonDoes() {
    assertThat(ResponseExtraction.of(null, " \n\u3000답 🙂 \u00a0")).isEqualTo("답 🙂");
    assertThat(ResponseExtraction.of(LLMS_FROM_SCRATCH, "\n\n")).isEmpty();
  }

  @Test
  void headersBeforeAnAnswerAreRemoved() {
    assertThat(ResponseExtraction.of(LLMS_FROM_SCRATCH, "\n\n### Response:\nRye."))
        .isEqualTo("Rye.");
    assertThat(ResponseExtraction.of(STANFORD_ALPACA, "### Response:\n### Response: Rye."))
        .isEqualTo("Rye.");
    assertThat(ResponseExtraction.of(LLMS_FROM_SCRATCH_PHI3, "<|assistant|>:\nRye."))
        .isEqualTo("Rye.");
  }

  @Test
  void anAnswerEndsBeforeTheNextHeader() {
    assertThat(ResponseExtraction.of(LLMS_FROM_SCRATCH, "Rye.\n\n### Response:\nOats."))
        .isEqualTo("Rye.");
    assertThat(ResponseExtraction.of(LLMS_FROM_SCRATCH, "Rye.\n### Instruction:\nMore"))
        .isEqualTo("Rye.");
    assertThat(ResponseExtraction.of(STANFORD_ALPACA, "Rye.\n\n### Input:\nx")).isEqualTo("Rye.");
    assertThat(ResponseExtraction.of(LLMS_FROM_SCRATCH_PHI3, "Rye.\n<|user|>\nx"))
        .isEqualTo("Rye.");
    assertThat(ResponseExtraction.of(LLMS_FROM_SCRATCH, "### Instruction:\nx")).isEmpty();
  }

  @Test
  void aHeaderInsideALineIsPartOfTheAnswer() {
    String text = "Write ### Response: at the end.";
    assertThat(ResponseExtraction.of(LLMS_FROM_SCRATCH, text)).isEqualTo(text);
    assertThat(ResponseExtraction.of(null, "a\n### Instruction:\nb"))
        .isEqualTo("a\n### Instruction:\nb");
  }

  @Test
  void strictExtractionCountsCodePoints() {
    assertThat(ResponseExtraction.strict("🙂🙂", "🙂🙂 밀")).isEqualTo("밀");
    assertThat(ResponseExtraction.strict("longer than that", "short")).isEmpty();
  }
}
