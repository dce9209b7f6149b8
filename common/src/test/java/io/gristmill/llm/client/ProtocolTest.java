package io.gristmill.llm.client;

import static io.gristmill.llm.client.ClientTesting.answer;
import static io.gristmill.llm.client.ClientTesting.ask;
import static io.gristmill.llm.client.ClientTesting.failure;
import static io.gristmill.llm.client.ClientTesting.goOn;
import static io.gristmill.llm.client.ClientTesting.model;
import static io.gristmill.llm.client.RawServer.json;
import static io.gristmill.llm.client.RawServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Answer.Finish;
import io.gristmill.llm.Message;
import io.gristmill.llm.Model;
import io.gristmill.llm.ModelException.Kind;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.llm.SamplingParams;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests sent to well-behaved servers, and answers read from them. */
class ProtocolTest {

  private static final SamplingParams ALL =
      new SamplingParams(
          64, 0.7, 0.9, 40, 0.5, -0.5, 7L, List.of("\n\n", "###"), "{\"type\":\"object\"}", null);

  private static JsonNode sent(RawServer server) {
    return Json.parse(server.bodies.get(0)).orElseThrow();
  }

  @Test
  void aChatRequestHasTheFormatOfOpenAi() {
    try (RawServer server =
            RawServer.sending(
                json(
                    "200 OK",
                    "{\"id\":\"x\",\"model\":\"tiny-1\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"안녕"
                        + " 👋\"},\"finish_reason\":\"stop\"}],"
                        + "\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":3}}"));
        Model model =
            model(
                "openai-chat",
                server.url(),
                "headers={ X-Org = mine, X-Auth = \"env:THE_KEY\" }")) {
      Prompt chat =
          new Prompt.Chat(List.of(Message.system("Be brief."), Message.user("Hi \uD83D\uDC4B")));
      Answer answer = answer(model, new Request("tiny", chat, ALL, 2));

      assertThat(answer).isEqualTo(new Answer("안녕 👋", Finish.STOP, 11, 3, "tiny-1"));
      assertThat(server.heads.get(0))
          .startsWith("POST /v1/chat/completions HTTP/1.1")
          .contains("Authorization: Bearer " + ClientTesting.KEY)
          .contains("X-Auth: " + ClientTesting.KEY)
          .contains("X-Org: mine");
      assertThat(sent(server).toString())
          .isEqualTo(
              "{\"model\":\"tiny\",\"messages\":[{\"role\":\"system\",\"content\":\"Be"
                  + " brief.\"},{\"role\":\"user\",\"content\":\"Hi"
                  + " 👋\"}],\"max_tokens\":64,\"temperature\":0.7,\"top_p\":0.9,\"top_k\":40,\"frequency_penalty\":0.5,\"presence_penalty\":-0.5,\"seed\":9,\"stop\":[\"\\n"
                  + "\\n"
                  + "\",\"###\"],\"response_format\":{\"type\":"
                  + "\"json_schema\",\"json_schema\":{\"name\":\"answer\",\"strict\":true,\"schema\":"
                  + "{\"type\":\"object\"}}}}");
    }
  }

  @Test
  void nullParametersAreNotSent() {
    try (RawServer server =
            RawServer.sending(json("200 OK", "{\"choices\":[{\"message\":{\"content\":\"a\"}}]}"));
        Model model = model("openai-chat", server.url() + "/openai/v1/")) {
      answer(model, ask("q"));
      assertThat(sent(server).toString())
          .isEqualTo("{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}");
      assertThat(server.heads.get(0)).startsWith("POST /openai/v1/chat/completions ");
    }
  }

  @Test
  void theTokenLimitHasTheConfiguredName() {
    try (RawServer server =
            RawServer.sending(json("200 OK", "{\"choices\":[{\"message\":{\"content\":\"a\"}}]}"));
        Model model =
            model("openai-chat", server.url(), "max-tokens-param=max-completion-tokens")) {
      answer(model, new Request("tiny", Prompt.user("q"), ALL, 0));
      assertThat(sent(server).path("max_completion_tokens").asInt()).isEqualTo(64);
      assertThat(sent(server).has("max_tokens")).isFalse();
    }
  }

  @Test
  void plainTextIsContinued() {
    try (RawServer server =
            RawServer.sending(
                json(
                    "200 OK",
                    "{\"choices\":[{\"text\":\" and then\\n"
                        + "\\n"
                        + "Never read\",\"finish_reason\":\"length\"}]}"));
        Model model = model("openai-completions", server.url())) {
      Answer answer = answer(model, new Request("tiny", Prompt.text("Once"), ALL, 0));
      assertThat(answer.text()).as("a stop text that the server left in").isEqualTo(" and then");
      assertThat(answer.finish()).isEqualTo(Finish.STOP);
      assertThat(answer.promptTokens()).as("estimated, no usage given").isPositive();
      assertThat(answer.model()).isEqualTo("tiny");
      assertThat(server.heads.get(0)).startsWith("POST /v1/completions ");
      assertThat(sent(server).path("prompt").asText()).isEqualTo("Once");
    }
  }

  @Test
  void aChatRequestHasTheFormatOfOllama() {
    try (RawServer server =
            RawServer.sending(
                json(
                    "200 OK",
                    "{\"model\":\"tiny\",\"message\":{\"role\":\"assistant\",\"content\":\"yes\"},"
                        + "\"done\":true,\"done_reason\":\"length\",\"prompt_eval_count\":5,"
                        + "\"eval_count\":64}"));
        Model model = model("ollama-chat", server.url(), "ollama.keep-alive=30m")) {
      Answer answer =
          answer(model, new Request("tiny", Prompt.user("q"), ALL.withContextTokens(8192), 0));
      assertThat(answer).isEqualTo(new Answer("yes", Finish.LENGTH, 5, 64, "tiny"));
      assertThat(server.heads.get(0)).startsWith("POST /api/chat ");
      assertThat(sent(server).toString())
          .isEqualTo(
              "{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}],\"stream\":false,\"truncate\":false,\"keep_alive\":\"30m\",\"format\":{\"type\":\"object\"},\"options\":{\"num_ctx\":8192,\"num_predict\":64,\"temperature\":0.7,\"top_p\":0.9,\"top_k\":40,\"frequency_penalty\":0.5,\"presence_penalty\":-0.5,\"seed\":7,\"stop\":[\"\\n"
                  + "\\n"
                  + "\",\"###\"]}}");
    }
  }

  @Test
  void ollamaContinuesRawText() {
    try (RawServer server =
            RawServer.sending(json("200 OK", "{\"response\":\" time\",\"done\":true}"));
        Model model = model("ollama-generate", server.url(), "ollama.keep-alive=-1")) {
      assertThat(answer(model, goOn("Once upon a")).text()).isEqualTo(" time");
      assertThat(server.heads.get(0)).startsWith("POST /api/generate ");
      assertThat(sent(server).path("raw").asBoolean()).isTrue();
      assertThat(sent(server).path("keep_alive").isInt()).isTrue();
    }
  }

  @Test
  void eventsOfAStreamAreConcatenated() {
    String events =
        ": a comment\r\n\r\nevent: message\ndata: {\"model\":\"tiny-2\",\"choices\":[{\"delta\":"
            + "{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n"
            + "data:{\"choices\":[{\"delta\":{\"content\":\"한\"}}]}\r\n\r\n"
            + "data: {\"choices\":[{\"delta\":{\"content\":\"글 \\ud83d\"}}]}\n\n"
            + "data: {\"choices\":[{\"delta\":{\"content\":\"\\ude00\"}}]}\n\n"
            + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
            + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4}}\n\n"
            + "data: [DONE]\n\n";
    try (RawServer server =
            RawServer.sending(
                reply(
                    "200 OK",
                    "Content-Type: text/event-stream; charset=utf-8",
                    events.getBytes(StandardCharsets.UTF_8)));
        Model model = model("openai-chat", server.url(), "stream=true")) {
      assertThat(answer(model, ask("q")))
          .isEqualTo(new Answer("한글 😀", Finish.STOP, 9, 4, "tiny-2"));
      assertThat(sent(server).path("stream_options").path("include_usage").asBoolean()).isTrue();
    }
  }

  @Test
  void linesOfAStreamAreConcatenated() {
    String lines =
        "{\"model\":\"tiny\",\"message\":{\"content\":\"a\"},\"done\":false}\n"
            + "{\"model\":\"tiny\",\"message\":{\"content\":\"b\"},\"done\":false}\n"
            + "{\"model\":\"tiny\",\"message\":{\"content\":\"\"},\"done\":true,"
            + "\"done_reason\":\"stop\",\"prompt_eval_count\":2,\"eval_count\":3}\n";
    try (RawServer server =
            RawServer.sending(
                reply(
                    "200 OK",
                    "Content-Type: application/x-ndjson",
                    lines.getBytes(StandardCharsets.UTF_8)));
        Model model = model("ollama-chat", server.url(), "stream=true")) {
      assertThat(answer(model, ask("q"))).isEqualTo(new Answer("ab", Finish.STOP, 2, 3, "tiny"));
      assertThat(sent(server).path("stream").asBoolean()).isTrue();
    }
  }

  @Test
  void aServerThatIgnoresStreamingIsSupported() {
    try (RawServer server =
            RawServer.sending(
                json("200 OK", "{\"choices\":[{\"message\":{\"content\":\"whole\"}}]}"));
        Model model = model("openai-chat", server.url(), "stream=true")) {
      assertThat(answer(model, ask("q")).text()).isEqualTo("whole");
    }
  }

  @Test
  void aStreamThatStaysOpenAfterItsEndMarkIsAnAnswer() {
    try (RawServer server =
            new RawServer(
                (head, body, out) -> {
                  out.write(
                      ("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
                              + "data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n"
                              + "data: [DONE]\n\n")
                          .getBytes(StandardCharsets.UTF_8));
                  out.flush();
                  Thread.sleep(60_000);
                });
        Model model = model("openai-chat", server.url(), "stream=true")) {
      assertThat(answer(model, ask("q")).text()).isEqualTo("x");
    }
  }

  @Test
  void filteredAndRefusedAnswersAreDistinguished() {
    try (RawServer server =
            RawServer.sending(
                json(
                    "200 OK",
                    "{\"choices\":[{\"message\":{\"content\":\"\"},\"finish_reason\":"
                        + "\"content_filter\"}]}"));
        Model model = model("openai-chat", server.url())) {
      assertThat(answer(model, ask("q")).finish()).isEqualTo(Finish.FILTERED);
    }
    try (RawServer server =
            RawServer.sending(
                json(
                    "200 OK",
                    "{\"choices\":[{\"message\":{\"content\":null,\"refusal\":\"I cannot.\"},"
                        + "\"finish_reason\":\"stop\"}]}"));
        Model model = model("openai-chat", server.url())) {
      assertThat(failure(model, ask("q")).kind()).isEqualTo(Kind.REFUSED);
    }
  }

  @Test
  void unpairedSurrogatesBecomeReplacementCharacters() {
    try (RawServer server =
            RawServer.sending(
                json(
                    "200 OK", "{\"choices\":[{\"message\":{\"content\":\"a\\ud83db\\ude00\"}}]}"));
        Model model = model("openai-chat", server.url())) {
      assertThat(answer(model, ask("\ud83d")).text()).isEqualTo("a\uFFFDb\uFFFD");
      assertThat(sent(server).path("messages").path(0).path("content").asText())
          .isEqualTo("\uFFFD");
    }
  }

  @Test
  void aPromptKindThatAProviderDoesNotSupportIsRejected() {
    try (RawServer server = RawServer.sending(new byte[0]);
        Model chat = model("openai-chat", server.url());
        Model text = model("ollama-generate", server.url())) {
      assertThat(failure(chat, goOn("x")).kind()).isEqualTo(Kind.UNUSABLE);
      assertThat(failure(text, ask("x")))
          .hasMessage(
              "llm.provider ollama-generate does not support chat prompts; use openai-chat or"
                  + " ollama-chat");
      assertThat(server.bodies).isEmpty();
    }
  }

  @Test
  void connectionsAreReused() {
    byte[] body =
        "{\"choices\":[{\"message\":{\"content\":\"a\"}}]}".getBytes(StandardCharsets.UTF_8);
    List<Integer> ports = new java.util.concurrent.CopyOnWriteArrayList<>();
    try (RawServer server =
            new RawServer(
                (head, sent, out) -> {
                  ports.add(System.identityHashCode(out));
                  out.write(
                      ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                              + body.length
                              + "\r\n\r\n")
                          .getBytes(StandardCharsets.US_ASCII));
                  out.write(body);
                });
        Model model = model("openai-chat", server.url(), "headers={ X-Keep = yes }")) {
      for (int i = 0; i < 5; i++) {
        answer(model, ask("q"));
      }
      assertThat(ports).hasSize(5).containsOnly(ports.get(0));
    }
  }
}
