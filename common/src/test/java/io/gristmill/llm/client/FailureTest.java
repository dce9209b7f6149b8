package io.gristmill.llm.client;

import static io.gristmill.llm.client.ClientTesting.KEY;
import static io.gristmill.llm.client.ClientTesting.ask;
import static io.gristmill.llm.client.ClientTesting.failure;
import static io.gristmill.llm.client.ClientTesting.model;
import static io.gristmill.llm.client.RawServer.json;
import static io.gristmill.llm.client.RawServer.reply;
import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.llm.Model;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.ModelException.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Error responses of servers. */
class FailureTest {

  private static final String QUESTION = "What is the capital of the moon, and who told you so?";

  private static ModelException failed(byte[] reply) {
    try (RawServer server = RawServer.sending(reply);
        Model model = model("openai-chat", server.url())) {
      return failure(model, ask(QUESTION));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401|{"error":{"message":"Incorrect API key"}}|UNAUTHORIZED
          403|{"error":"forbidden"}|UNAUTHORIZED
          402|{}|UNUSABLE
          404|{"error":{"message":"The model `tiny` does not exist","code":"model_not_found"}}|UNUSABLE
          404|{"error":"model 'tiny' not found, try pulling it first"}|UNUSABLE
          404|not json|UNUSABLE
          405|{"detail":"Method Not Allowed"}|UNUSABLE
          408|{}|UNAVAILABLE
          409|{}|UNAVAILABLE
          424|{"error":"Request failed during generation","error_type":"generation"}|UNAVAILABLE
          429|{"error":{"message":"slow down","code":"rate_limit_exceeded"}}|RATE_LIMIT
          429|{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}|UNUSABLE
          413|too large|TOO_LONG
          400|{"error":{"message":"This model's maximum context length is 16 tokens","code":"context_length_exceeded"}}|TOO_LONG
          400|{"object":"error","message":"This model's maximum context length is 16 tokens. However","type":"BadRequestError"}|TOO_LONG
          400|{"error":{"code":400,"message":"request (4390 tokens) exceeds the available context size (4096 tokens), try increasing it","type":"exceed_context_size_error"}}|TOO_LONG
          500|{"error":{"code":500,"message":"Context size has been exceeded.","type":"server_error"}}|TOO_LONG
          422|{"error":"Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096","error_type":"validation"}|TOO_LONG
          400|{"error":{"message":"rejected","code":"content_policy_violation"}}|REFUSED
          400|{"error":{"message":"The response was filtered","code":"content_filter"}}|REFUSED
          400|{"error":{"message":"bad temperature"}}|INVALID
          422|{"detail":[{"loc":["body"],"msg":"field required"}]}|INVALID
          418|{}|INVALID
          500|oops|UNAVAILABLE
          501|{}|UNUSABLE
          502|<html>Bad Gateway</html>|UNAVAILABLE
          503|{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}|UNAVAILABLE
          529|{}|UNAVAILABLE
          204||MALFORMED
          """)
  void everyStatusHasItsKind(int status, String body, Kind kind) {
    byte[] reply =
        status == 204
            ? "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII)
            : json(status + " Some Words", body);
    ModelException failure = failed(reply);
    assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
    assertThat(failure.getMessage()).contains("http://127.0.0.1:").contains(" answered " + status);
  }

  @Test
  void aRateLimitErrorContainsTheRequestedWait() {
    assertThat(failed(reply("429 Slow", "Retry-After: 7", new byte[0])).retryAfter())
        .isEqualTo(Duration.ofSeconds(7));
    assertThat(failed(reply("503 Busy", "Retry-After: 1.5", new byte[0])).retryAfter())
        .isEqualTo(Duration.ofMillis(1500));
    assertThat(
            failed(reply("429 Slow", "retry-after-ms: 250\r\nRetry-After: 9", new byte[0]))
                .retryAfter())
        .isEqualTo(Duration.ofMillis(250));
    assertThat(
            failed(
                    reply(
                        "429 Slow",
                        "Date: Wed, 21 Oct 2015 07:28:00 GMT\r\n"
                            + "Retry-After: Wed, 21 Oct 2015 07:28:42 GMT",
                        new byte[0]))
                .retryAfter())
        .isEqualTo(Duration.ofSeconds(42));
    assertThat(failed(reply("429 Slow", "Retry-After: soon", new byte[0])).retryAfter()).isNull();
  }

  @Test
  void theMessageContainsTheServersErrorAndARemedy() {
    ModelException failure =
        failed(json("404 Not Found", "{\"error\":\"model 'tiny' not found\"}"));
    assertThat(failure.getMessage())
        .endsWith(
            "/v1/chat/completions answered 404 (model 'tiny' not found); check llm.base-url,"
                + " llm.provider and that the server has the model \"tiny\"");
  }

  @ParameterizedTest
  @CsvSource({"301", "302", "303", "307", "308"})
  void aRedirectIsNotFollowedAndItsTargetIsShownWithoutSecrets(int status) {
    ModelException failure =
        failed(
            reply(
                status + " Elsewhere",
                "Location: https://me:" + KEY + "@other.example:8443/v2/x?api_key=" + KEY + "#a",
                new byte[0]));
    assertThat(failure.kind()).isEqualTo(Kind.UNUSABLE);
    assertThat(failure.getMessage())
        .contains("The target is https://other.example:8443/v2/x; set llm.base-url")
        .doesNotContain("api_key");
  }

  @Test
  void aRedirectWithoutATargetIsNotFollowed() {
    assertThat(failed(reply("302 Found", "Location: ::::", new byte[0])).getMessage())
        .contains("The target is missing");
  }

  @Test
  void theKeyIsHiddenEvenIfTheServerEchoesIt() {
    String half = KEY.substring(0, 14);
    String[] echoes = {
      "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + ". Find yours\"}}",
      "{\"error\":{\"message\":\"key " + half + " is cut\"}}",
      "{\"error\":{\"message\":\"Incorrect API key provided: sk-t****6789\"}}",
      "no json: Authorization: Bearer " + KEY,
      "{\"headers\":{\"authorization\":\"Bearer " + KEY + "\"}}",
    };
    for (String echo : echoes) {
      for (String status :
          new String[] {"400 Bad", "401 No", "429 Slow", "500 Oops", "302 Found"}) {
        ModelException failure = failed(json(status, echo));
        assertThat(failure.getMessage()).doesNotContain(half).doesNotContain("sk-t*");
      }
    }
  }

  @Test
  void theKeyIsHiddenEvenIfTheServerDoesNotSpeakHttp() {
    assertThat(
            failed(
                    (KEY + " " + KEY + "\r\n\r\n")
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .kind())
        .isIn(Kind.MALFORMED, Kind.UNAVAILABLE);
  }

  @Test
  void noToStringContainsTheKey() {
    try (Model model = model("openai-chat", "http://127.0.0.1:9")) {
      assertThat(model.toString()).isEqualTo("HttpModel[http://127.0.0.1:9/v1/chat/completions]");
    }
    assertThat(ClientTesting.config("api-key=\"env:THE_KEY\"").toString()).contains("THE_KEY");
  }

  @Test
  void thePromptIsHiddenEvenIfTheServerEchoesIt() {
    ModelException failure =
        failed(
            json("400 Bad", "{\"error\":{\"message\":\"cannot take '" + QUESTION + "' at all\"}}"));
    assertThat(failure.getMessage())
        .contains("cannot take '<prompt>' at all")
        .doesNotContain("capital of the moon");
  }

  @Test
  void longErrorMessagesAreTruncatedToOneLine() {
    ModelException failure = failed(json("400 Bad", "line\nbreak\u0007 " + "word ".repeat(40_000)));
    assertThat(failure.getMessage())
        .contains("line break word")
        .hasSizeLessThan(450)
        .doesNotContain("\n");
  }

  @Test
  void anErrorInsideASuccessfulResponseIsAnError() {
    assertThat(failed(json("200 OK", "{\"error\":{\"message\":\"slow\",\"code\":429}}")).kind())
        .isEqualTo(Kind.RATE_LIMIT);
    assertThat(failed(json("200 OK", "{\"error\":{\"message\":\"prompt is too long\"}}")).kind())
        .isEqualTo(Kind.TOO_LONG);
  }
}
