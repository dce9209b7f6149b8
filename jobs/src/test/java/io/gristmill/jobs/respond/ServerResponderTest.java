package io.gristmill.jobs.respond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.llm.ModelSetup;
import io.gristmill.jobs.table.RejectsTable;
import io.gristmill.jobs.testing.StageRun;
import io.gristmill.jobs.testing.TestRehearsalServer;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Message;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.recipe.Exchange;
import io.gristmill.record.Example;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests answers of a server. */
@Timeout(200)
class ServerResponderTest {

  @TempDir private Path folder;

  private static RespondConfig config(String... settings) {
    Problems problems = new Problems();
    RespondConfig config = RespondConfig.read(StageRun.settings(settings), problems);
    problems.throwIfAny();
    return config;
  }

  private StageRun run(List<Example> rows, int partitions, String... settings) {
    Settings all = StageRun.settings(settings);
    Problems problems = new Problems();
    RespondStage stage =
        RespondStage.ofServer(RespondConfig.read(all, problems), ModelSetup.read(all, problems));
    problems.throwIfAny();
    return StageRun.of(stage, rows, partitions, folder);
  }

  private static List<Example> rows(int count) {
    List<Example> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(Example.of(3L * i, "What is " + i % 5 + " + 1?", "", i % 2 == 0 ? "답 🙂" : ""));
    }
    return rows;
  }

  @Test
  void everyRowIsAnsweredAndEqualPromptsAreSentOnce() {
    try (TestRehearsalServer server = TestRehearsalServer.of("rehearsal.server.latency-millis=5")) {
      StageRun run = run(rows(40), 4, server.clientSettings());
      assertThat(run.rows()).hasSize(40);
      assertThat(run.rows())
          .allSatisfy(
              row ->
                  assertThat(row.metadata())
                      .containsEntry("response_model", "rehearsal")
                      .containsEntry("response_finish", "stop")
                      .containsKey("model_response"));
      assertThat(run.rows().get(0).output()).isEqualTo("답 🙂");
      assertThat(server.count("calls")).isEqualTo(5);
      assertThat(run.facts())
          .containsEntry("requests", 40L)
          .containsEntry("answered", 40L)
          .containsEntry("compared", 20L)
          .containsEntry("model", "rehearsal");
      assertThat(run(rows(40), 1, server.clientSettings()).rows()).isEqualTo(run.rows());
    }
  }

  @Test
  void aPermanentFailureRejectsItsRowOnly() {
    try (TestRehearsalServer server = TestRehearsalServer.of("rehearsal.transport.malformed=0.5")) {
      StageRun run =
          run(
              rows(5),
              2,
              server.clientSettings(
                  "llm.retry.max-malformed-attempts=1",
                  "llm.retry.initial-backoff-seconds=0.01",
                  "llm.retry.max-backoff-seconds=0.02"));
      assertThat(run.rows().size() + run.rejects().size()).isEqualTo(5);
      assertThat(run.rejects())
          .isNotEmpty()
          .allSatisfy(
              row -> assertThat(row.<String>getAs(RejectsTable.RULE)).isEqualTo("reply-malformed"));
    }
  }

  @Test
  void theBuiltInModelAnswersWithoutAServer() {
    StageRun run = run(rows(3), 1, "rehearsal.content.empty=1");
    assertThat(run.rejects())
        .hasSize(3)
        .allSatisfy(
            row -> assertThat(row.<String>getAs(RejectsTable.RULE)).isEqualTo("empty-answer"));
  }

  private static Exchange exchange(Example example, String... settings) {
    RespondConfig config = config(settings);
    return new RespondExchange(config.withDefaultMode(RespondConfig.PromptMode.CHAT), "m")
        .of(example);
  }

  private static Request request(Exchange exchange) {
    return ((Exchange.Ask) exchange).requests().get(0);
  }

  private static Example talk(String messages) {
    Example plain = Example.of(4, "first", "", "reply");
    return new Example(
        plain.id(),
        4,
        "first",
        "",
        "reply",
        "",
        "",
        List.of(),
        Map.of(Example.MESSAGES, messages),
        null);
  }

  @Test
  void aPromptIsChatMessagesOrTemplateText() {
    Example example = Example.of(0, "Turn it.", "방아", "no");
    assertThat(request(exchange(example)).prompt()).isEqualTo(Prompt.user("Turn it.\n\n방아"));
    assertThat(request(exchange(example, "training-data.default-system=Be brief")).prompt())
        .isEqualTo(
            new Prompt.Chat(List.of(Message.system("Be brief"), Message.user("Turn it.\n\n방아"))));
    assertThat(
            request(
                    exchange(
                        example, "respond.prompt-mode=text", "training-data.prompt-template=plain"))
                .prompt())
        .isEqualTo(Prompt.text("Turn it.\n방아\n"));
  }

  @Test
  void textPromptsForAServerNeedABuiltInTemplate() {
    assertThatThrownBy(
            () ->
                run(
                    rows(1),
                    1,
                    "respond.prompt-mode=text",
                    "training-data.prompt-template=chat-template"))
        .hasMessageContaining("respond.prompt-mode must be chat");
  }

  @Test
  void aConversationsPromptEndsBeforeItsLastAnswer() {
    String open =
        "[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"},{\"role\":\"user\",\"content\":\"c\"}";
    Prompt asked =
        new Prompt.Chat(List.of(Message.user("a"), Message.assistant("b"), Message.user("c")));
    assertThat(request(exchange(talk(open + "]"))).prompt()).isEqualTo(asked);
    Exchange whole = exchange(talk(open + ",{\"role\":\"assistant\",\"content\":\" d \"}]"));
    assertThat(request(whole).prompt()).isEqualTo(asked);
    assertThat(ended(whole, "d", Answer.Finish.STOP)).contains("\"_equal\":true");
    assertThat(ended(exchange(talk(open + "]")), "d", Answer.Finish.STOP))
        .contains("\"_equal\":null");
  }

  private static String ended(Exchange exchange, String text, Answer.Finish finish) {
    Exchange end =
        ((Exchange.Ask) exchange).next().apply(List.of(new Answer(text, finish, 1, 2, "m")));
    return ((Exchange.Done) end).candidates().get(0).output();
  }

  @Test
  void aTruncatedAnswerIsKeptAndAFilteredOneIsRejected() {
    Exchange asked = exchange(Example.of(0, "a", "", ""));
    assertThat(ended(asked, "half", Answer.Finish.LENGTH))
        .contains("\"_text\":\"half\"", "\"_finish\":\"length\"", "\"_rule\":\"\"");
    assertThat(ended(asked, "", Answer.Finish.FILTERED)).contains("\"_rule\":\"filtered\"");
    assertThat(ended(asked, " \n", Answer.Finish.STOP)).contains("\"_rule\":\"empty-answer\"");
  }

  @Test
  void anInvalidConversationIsRejected() {
    assertThat(((Exchange.Done) exchange(talk("[]"))).candidates().get(0).output())
        .contains("conversation-empty");
    String tool =
        "[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"function_call\",\"content\":\"b\"},{\"role\":\"tool\",\"content\":\"c\"}]";
    assertThat(((Exchange.Done) exchange(talk(tool))).candidates().get(0).output())
        .contains("role-not-asked");
  }

  @Test
  void theServerReceivesTheSamplingParameters() {
    Request greedy = request(exchange(Example.of(0, "a", "", "")));
    assertThat(greedy.sampling().temperature()).isZero();
    assertThat(greedy.sampling().maxTokens()).isEqualTo(256);
    assertThat(greedy.sampling().topP()).isNull();
    assertThat(greedy.sampling().topK()).isNull();
    Request warm =
        request(
            exchange(
                Example.of(0, "a", "", ""),
                "respond.temperature=0.7",
                "respond.top-p=0.9",
                "respond.top-k=40",
                "respond.stop-strings=[END]"));
    assertThat(warm.sampling().topP()).isEqualTo(0.9);
    assertThat(warm.sampling().topK()).isEqualTo(40);
    assertThat(warm.sampling().stop()).containsExactly("END");
  }
}
