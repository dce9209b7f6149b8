package io.gristmill.llm.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.llm.Answer;
import io.gristmill.llm.Answer.Finish;
import io.gristmill.llm.ModelException.Kind;
import io.gristmill.llm.RequestKey;
import io.gristmill.llm.RequestOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseSegmentTest {

  private static final RequestKey KEY = new RequestKey(0x0123456789abcdefL, -1);

  @Test
  void theLineFormatNeverChanges() {
    RequestOutcome outcome = new Answer("안녕 \"x\"\n", Finish.LENGTH, 5, 7, "tiny");
    assertThat(new String(ResponseSegment.encode(KEY, outcome), UTF_8))
        .isEqualTo(
            "0123456789abcdefffffffffffffffff 6d799a03 98 {\"text\":\"안녕 \\\"x\\\"\\n\",\"finish\":"
                + "\"LENGTH\",\"prompt_tokens\":5,\"completion_tokens\":7,\"model\":\"tiny\"}\n");
    RequestOutcome failed = new RequestOutcome.Failed(Kind.TOO_LONG, "no");
    assertThat(new String(ResponseSegment.encode(KEY, failed), UTF_8))
        .isEqualTo(
            "0123456789abcdefffffffffffffffff b3668e04 35"
                + " {\"failed\":\"TOO_LONG\",\"reason\":\"no\"}\n");
  }

  @Test
  void unknownKeysAreIgnoredAndUnknownValuesAreNotGuessed() {
    assertThat(
            OutcomeJson.read(
                "{\"failed\":\"INVALID\",\"reason\":\"r\",\"new\":1}".getBytes(UTF_8), 0))
        .contains(new RequestOutcome.Failed(Kind.INVALID, "r"));
    for (String json :
        List.of(
            "{\"failed\":\"NEW\",\"reason\":\"r\"}",
            "{}",
            "[]",
            "{",
            "",
            "{\"text\":1}",
            "{\"text\":\"a\",\"finish\":\"STOP\",\"prompt_tokens\":1.5,\"completion_tokens\":1,\"model\":\"\"}")) {
      assertThat(OutcomeJson.read(json.getBytes(UTF_8), 0)).as(json).isEmpty();
    }
  }

  @Test
  void anAnswerOfManyMegabytesIsReadBack() {
    RequestOutcome huge = new Answer("한".repeat(9_000_000), Finish.STOP, 1, 1, "m");
    assertThat(ResponseSegment.outcome(ResponseSegment.encode(KEY, huge))).contains(huge);
  }
}
