package io.gristmill.rehearsal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server over loopback with the JDK's own client. */
class RehearsalServerTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String CHAT =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}";
  private static final String SUM = "What is 20 + 3?";
  private static final String KOREAN = "프랑스의 수도는 어디입니까?";

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<RehearsalServer> servers = new ArrayList<>();

  @AfterEach
  void close() {
    servers.forEach(RehearsalServer::close);
  }

  private RehearsalServer server(String... settings) {
    Problems problems = new Problems();
    List<String> all = new ArrayList<>(List.of("rehearsal.server.port=0"));
    all.addAll(Arrays.asList(settings));
    ServerConfig config = ServerConfig.read(Settings.load(null, all, problems), problems);
    problems.throwIfAny();
    RehearsalServer server = RehearsalServer.start(config);
    servers.add(server);
    return server;
  }

  private static HttpRequest.Builder call(RehearsalServer server, String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path)).timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> post(RehearsalServer server, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        call(server, path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private JsonNode get(RehearsalServer server, String path)
      throws IOException, InterruptedException {
    return MAPPER.readTree(
        client.send(call(server, path).GET().build(), BodyHandlers.ofString()).body());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return MAPPER.readTree(response.body());
  }

  @Test
  void anOpenAiChatIsAnsweredWithUsage() throws Exception {
    JsonNode reply = json(post(server(), "/v1/chat/completions", CHAT.formatted(SUM, "")));
    assertThat(reply.at("/choices/0/message/content").asText()).isEqualTo("23");
    assertThat(reply.at("/choices/0/message/role").asText()).isEqualTo("assistant");
    assertThat(reply.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    assertThat(reply.at("/usage/prompt_tokens").asLong()).isPositive();
    assertThat(reply.at("/usage/completion_tokens").asLong()).isEqualTo(1);
    assertThat(reply.at("/object").asText()).isEqualTo("chat.completion");
  }

  @Test
  void anOpenAiTextCompletionObeysStopStringsAndLimit() throws Exception {
    RehearsalServer server = server();
    String body =
        "{\"model\":\"m\",\"prompt\":\"1. Name a fruit.\\n2.\",\"max_tokens\":%d,"
            + "\"stop\":[\"\\n4.\"],\"temperature\":0.7,\"seed\":3}";
    JsonNode whole = json(post(server, "/v1/completions", body.formatted(900)));
    assertThat(whole.at("/choices/0/text").asText()).contains("\n3. ").doesNotContain("\n4.");
    assertThat(whole.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    JsonNode cut = json(post(server, "/v1/completions", body.formatted(3)));
    assertThat(cut.at("/choices/0/finish_reason").asText()).isEqualTo("length");
    assertThat(cut.at("/usage/completion_tokens").asLong()).isEqualTo(3);
  }

  @Test
  void anOpenAiStreamHasTheWholeAnswerInEvents() throws Exception {
    String options = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
    HttpResponse<String> response =
        post(server(), "/v1/chat/completions", CHAT.formatted("농담 하나 해 주세요 😀", options));
    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    List<String> events = Arrays.stream(response.body().split("\n\n")).toList();
    assertThat(events.get(events.size() - 1)).isEqualTo("data: [DONE]");
    StringBuilder text = new StringBuilder();
    for (String event : events.subList(0, events.size() - 1)) {
      text.append(json(event).at("/choices/0/delta/content").asText(""));
    }
    assertThat(text.toString()).contains("리허설");
    assertThat(json(events.get(events.size() - 2)).at("/usage/total_tokens").asLong()).isPositive();
    assertThat(json(events.get(events.size() - 3)).at("/choices/0/finish_reason").asText())
        .isEqualTo("stop");
  }

  private static JsonNode json(String event) throws IOException {
    return MAPPER.readTree(event.substring("data: ".length()));
  }

  @Test
  void anOllamaChatStreamsLinesByDefault() throws Exception {
    RehearsalServer server = server();
    List<String> lines =
        post(server, "/api/chat", CHAT.formatted(KOREAN, "")).body().lines().toList();
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(MAPPER.readTree(line).at("/message/content").asText());
    }
    assertThat(text.toString()).isEqualTo("파리");
    assertThat(MAPPER.readTree(lines.get(0)).path("done").asBoolean()).isFalse();
    JsonNode last = MAPPER.readTree(lines.get(lines.size() - 1));
    assertThat(last.path("done").asBoolean()).isTrue();
    assertThat(last.path("done_reason").asText()).isEqualTo("stop");
    assertThat(last.path("eval_count").asLong()).isPositive();
    JsonNode whole = json(post(server, "/api/chat", CHAT.formatted(KOREAN, ",\"stream\":false")));
    assertThat(whole.at("/message/content").asText()).isEqualTo("파리");
  }

  @Test
  void anOllamaRawPromptWithAnEmptyTurnInventsAnInstruction() throws Exception {
    String body =
        "{\"model\":\"m\",\"prompt\":\"<|im_start|>user\\n\",\"raw\":%s,\"stream\":false,"
            + "\"options\":{\"seed\":1,\"temperature\":1,\"num_predict\":-1,\"num_ctx\":2048}}";
    JsonNode raw = json(post(server(), "/api/generate", body.formatted("true")));
    assertThat(raw.path("response").asText()).hasSizeGreaterThan(10).doesNotContain("rehearsal");
    assertThat(raw.path("prompt_eval_count").asLong()).isPositive();
  }

  @Test
  void modelsAreListedInBothProtocols() throws Exception {
    RehearsalServer server = server();
    assertThat(get(server, "/v1/models").at("/data/0/id").asText()).isEqualTo("rehearsal");
    assertThat(get(server, "/api/tags").at("/models/0/name").asText())
        .isEqualTo("rehearsal:latest");
  }

  @Test
  void errorsHaveTheFormatOfTheirProtocol() throws Exception {
    RehearsalServer server = server();
    HttpResponse<String> noJson = post(server, "/v1/chat/completions", "{");
    assertThat(noJson.statusCode()).isEqualTo(400);
    assertThat(json(noJson).at("/error/type").asText()).isEqualTo("invalid_request_error");
    HttpResponse<String> noMessages = post(server, "/api/chat", "{\"model\":\"m\"}");
    assertThat(noMessages.statusCode()).isEqualTo(400);
    assertThat(json(noMessages).path("error").asText()).contains("messages");
    assertThat(
            post(server, "/v1/chat/completions", CHAT.formatted("x", ",\"max_tokens\":0"))
                .statusCode())
        .isEqualTo(400);
    assertThat(post(server, "/v1/embeddings", "{}").statusCode()).isEqualTo(404);
    assertThat(post(server, "/api/pull", "").statusCode()).isEqualTo(404);
    assertThat(post(server, "/v1/chat/completions", "").statusCode()).isEqualTo(400);
  }

  @Test
  void callsWithoutTheRequiredKeyAreRejected() throws Exception {
    RehearsalServer server = server("rehearsal.server.api-key=open-sesame");
    assertThat(post(server, "/v1/chat/completions", CHAT.formatted(SUM, "")).statusCode())
        .isEqualTo(401);
    HttpRequest allowed =
        call(server, "/v1/chat/completions")
            .header("Authorization", "Bearer open-sesame")
            .POST(HttpRequest.BodyPublishers.ofString(CHAT.formatted(SUM, "")))
            .build();
    assertThat(client.send(allowed, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  @Test
  void aQuotaIsEnforcedWith429AndRetryAfter() throws Exception {
    RehearsalServer server =
        server("rehearsal.server.requests-per-minute=60", "rehearsal.server.burst-seconds=3");
    List<Integer> codes = new ArrayList<>();
    HttpResponse<String> last = post(server, "/v1/chat/completions", CHAT.formatted("x", ""));
    for (int i = 0; i < 8; i++) {
      last = post(server, "/v1/chat/completions", CHAT.formatted("x" + i, ""));
      codes.add(last.statusCode());
    }
    assertThat(codes).startsWith(200, 200).contains(429);
    assertThat(last.headers().firstValue("Retry-After")).contains("1");
    assertThat(json(last).at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
  }

  @Test
  void billedDistinctAndRepeatedCallsAreCountedAndLogged() throws Exception {
    Path bill = folder.resolve("bill.txt");
    RehearsalServer server = server("rehearsal.server.billing-log=\"" + bill + "\"");
    for (String text : List.of("a", "b", "a", "c", "a")) {
      post(server, "/v1/chat/completions", CHAT.formatted(text, ""));
    }
    post(server, "/v1/chat/completions", "{");
    JsonNode stats = get(server, "/rehearsal/stats");
    assertThat(stats.path("billed").asInt()).isEqualTo(5);
    assertThat(stats.path("distinct").asInt()).isEqualTo(3);
    assertThat(stats.path("repeats").asInt()).isEqualTo(2);
    assertThat(stats.path("calls").asInt()).isEqualTo(6);
    assertThat(stats.path("failed").asInt()).isEqualTo(1);
    assertThat(stats.path("in_flight").asInt()).isLessThan(5);
    List<String> lines = Files.readAllLines(bill);
    assertThat(lines).hasSize(5).allMatch(line -> line.matches("[0-9a-f]{32} [0-9]+"));
    assertThat(lines.stream().map(line -> line.split(" ")[0]).distinct()).hasSize(3);
  }

  @Test
  void concurrentCallsAreHandledConcurrently() throws Exception {
    RehearsalServer server = server("rehearsal.server.latency-millis=300");
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < 60; i++) {
      HttpRequest request =
          call(server, "/v1/chat/completions")
              .POST(HttpRequest.BodyPublishers.ofString(CHAT.formatted("What is 1 + " + i, "")))
              .build();
      calls.add(client.sendAsync(request, BodyHandlers.ofString()));
    }
    for (CompletableFuture<HttpResponse<String>> call : calls) {
      assertThat(call.get().statusCode()).isEqualTo(200);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    assertThat(get(server, "/rehearsal/stats").path("max_in_flight").asInt()).isGreaterThan(10);
  }

  @Test
  void everyTransportFaultReachesTheCaller() throws Exception {
    String path = "/v1/chat/completions";
    String chat = CHAT.formatted(SUM, "");
    assertThat(post(server("rehearsal.transport.server-error=1"), path, chat).statusCode())
        .isEqualTo(500);
    HttpResponse<String> tooMany =
        post(
            server(
                "rehearsal.transport.too-many-requests=1",
                "rehearsal.transport.retry-after-seconds=7"),
            path,
            chat);
    assertThat(tooMany.statusCode()).isEqualTo(429);
    assertThat(tooMany.headers().firstValue("Retry-After")).contains("7");
    HttpResponse<String> broken = post(server("rehearsal.transport.malformed=1"), path, chat);
    assertThat(broken.statusCode()).isEqualTo(200);
    assertThatThrownBy(() -> json(broken)).isInstanceOf(IOException.class);
    RehearsalServer closing = server("rehearsal.transport.closed=1");
    assertThatThrownBy(() -> post(closing, path, chat)).isInstanceOf(IOException.class);
    RehearsalServer hanging =
        server("rehearsal.transport.hang=1", "rehearsal.transport.hang-seconds=1");
    assertThatThrownBy(() -> post(hanging, path, chat)).isInstanceOf(IOException.class);
    assertThat(get(hanging, "/rehearsal/stats").path("billed").asInt()).isZero();
    HttpResponse<String> slow =
        post(
            server("rehearsal.transport.slow=1", "rehearsal.transport.slow-millis=50"), path, chat);
    assertThat(slow.statusCode()).isEqualTo(200);
  }

  @Test
  void aFailedCallSucceedsWhenItIsRepeated() throws Exception {
    RehearsalServer server = server("rehearsal.transport.server-error=0.5");
    List<Integer> codes = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      codes.add(post(server, "/v1/chat/completions", CHAT.formatted(SUM, "")).statusCode());
    }
    assertThat(codes).contains(200, 500).containsOnly(200, 500);
  }

  @Test
  void anAddressInUseIsReported() {
    RehearsalServer first = server();
    assertThatThrownBy(() -> server("rehearsal.server.port=" + first.port()))
        .hasMessageContaining("cannot listen on")
        .hasMessageContaining(String.valueOf(first.port()));
  }

  @Test
  void aHugePromptIsAnswered() throws Exception {
    String text = "가나다 ".repeat(200_000);
    assertThat(post(server(), "/v1/chat/completions", CHAT.formatted(text, "")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void aBucketFillsWithTime() {
    long[] now = {0};
    QuotaBucket bucket = new QuotaBucket(60, 2, () -> now[0]);
    bucket.take(2);
    assertThat(bucket.untilEnough(1)).isEqualTo(Duration.ofSeconds(1));
    now[0] = 1_000_000_000L;
    assertThat(bucket.untilEnough(1)).isZero();
    now[0] = 100_000_000_000L;
    assertThat(bucket.untilEnough(50)).isZero();
    bucket.take(50);
    assertThat(bucket.untilEnough(1)).isEqualTo(Duration.ofSeconds(49));
  }
}
