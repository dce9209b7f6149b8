package io.gristmill.format;

import static io.gristmill.format.FormatTesting.conversation;
import static io.gristmill.format.FormatTesting.example;
import static io.gristmill.format.FormatTesting.format;
import static io.gristmill.format.FormatTesting.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.format.Conversation.Message;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationTest {

  @Test
  void anEmptyLineJoinsInstructionAndInput() {
    assertThat(Conversation.of(example("요약해 줘", "글", "답"), Conversation.INPUT_SEPARATOR))
        .isEqualTo(
            new Conversation(
                List.of(new Message(Role.USER, "요약해 줘\n\n글"), new Message(Role.ASSISTANT, "답"))));
  }

  @Test
  void withoutInputTheUserTurnIsTheInstruction() {
    assertThat(json(format("messages"), example("a", "", "b")))
        .isEqualTo(
            "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
                + "{\"role\":\"assistant\",\"content\":\"b\"}]}");
  }

  @Test
  void aBlankInputIsJoinedUnchanged() {
    assertThat(
            json(
                format("messages", "export.instruction-input-separator=\"\\n\""),
                example("a", " ", "b")))
        .contains("\"a\\n \"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{\"role\":\"assistant\",\"content\":\"a\"}]"
            + " | does-not-start-with-user | starts with assistant",
        "[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"b\"}]"
            + " | does-not-alternate | turn 1 is user after user",
        "[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"},"
            + "{\"role\":\"assistant\",\"content\":\"c\"}]"
            + " | does-not-alternate | turn 2 is assistant after assistant",
        "[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"},"
            + "{\"role\":\"user\",\"content\":\"c\"}] | ends-without-answer | last turn is user",
        "[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"system\",\"content\":\"b\"}]"
            + " | system-not-first | turn 1",
        "[{\"role\":\"system\",\"content\":\"a\"},{\"role\":\"system\",\"content\":\"b\"}]"
            + " | system-not-first | turn 1",
        "[{\"role\":\"system\",\"content\":\"a\"}] | conversation-empty | no user turn",
        "[] | conversation-empty | no user turn",
        "[{\"role\":\"wizard\",\"content\":\"a\"}] | unknown-role | turn 0 is by wizard",
        "[{\"role\":\"user\",\"content\":null}] | turn-without-text | turn 0",
        "[{\"role\":\"user\"}] | turn-without-text | turn 0",
        "[{\"content\":\"a\"}] | turn-without-text | turn 0",
        "[\"a\"] | turn-without-text | turn 0",
        "{} | conversation-not-json | not an array",
        "'' | conversation-not-json | not an array",
      })
  void aConversationOutOfOrderIsSkippedWithItsReason(String json, String reason, String detail) {
    assertThat(format("messages").format(conversation(json)))
        .isEqualTo(new Formatted.Skip(reason, detail));
  }

  @ParameterizedTest
  @CsvSource({"'[{'", "nonsense", "'[] []'"})
  void invalidJsonIsSkipped(String json) {
    assertThat(format("sharegpt").format(conversation(json)))
        .isInstanceOfSatisfying(
            Formatted.Skip.class,
            skip -> assertThat(skip.reason()).isEqualTo("conversation-not-json"));
  }

  @Test
  void shareGptHasItsOwnRoleNames() {
    String json =
        """
        [{"role":"system","content":"s"},{"role":"user","content":"q"},
         {"role":"function_call","content":"f()"},{"role":"tool","content":"7"},
         {"role":"assistant","content":"seven </s>"}]\
        """;
    assertThat(json(format("sharegpt"), conversation(json)))
        .isEqualTo(
            "{\"conversations\":[{\"from\":\"system\",\"value\":\"s\"},"
                + "{\"from\":\"human\",\"value\":\"q\"},"
                + "{\"from\":\"function_call\",\"value\":\"f()\"},"
                + "{\"from\":\"observation\",\"value\":\"7\"},"
                + "{\"from\":\"gpt\",\"value\":\"seven </s>\"}]}");
  }

  @Test
  void shareGptRoleNamesInTheMetadataAreParsed() {
    String json = "[{\"role\":\"human\",\"content\":\"q\"},{\"role\":\"gpt\",\"content\":\"\"}]";
    assertThat(json(format("messages", "export.messages.column=chat"), conversation(json)))
        .isEqualTo(
            "{\"chat\":[{\"role\":\"user\",\"content\":\"q\"},"
                + "{\"role\":\"assistant\",\"content\":\"\"}]}");
  }

  @Test
  void aConversationWithTurnsOutOfOrderIsRejected() {
    assertThatThrownBy(() -> new Conversation(List.of(new Message(Role.USER, "a"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ends-without-answer");
  }
}
