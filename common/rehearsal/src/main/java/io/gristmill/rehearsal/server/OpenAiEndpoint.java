package io.gristmill.rehearsal.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.check.Require;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestKey;
import io.gristmill.llm.SamplingParams;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OpenAI's endpoint for chat completions, or the one for text completions. */
record OpenAiEndpoint(boolean chat) implements ServerProtocol {

  @Override
  public Request read(JsonNode body) {
    Integer choices = RequestBody.whole(body, "n");
    Require.that(choices == null || choices == 1, "the rehearsal supports n = 1 only");
    Integer max = RequestBody.whole(body, "max_completion_tokens");
    JsonNode format = body.path("response_format");
    SamplingParams sampling =
        RequestBody.sampling(
            body,
            max != null ? max : RequestBody.whole(body, "max_tokens"),
            format.isObject() ? format.toString() : null);
    return new Request(RequestBody.text(body, "model"), prompt(body), sampling, 0);
  }

  private Prompt prompt(JsonNode body) {
    if (chat) {
      return new Prompt.Chat(RequestBody.messages(body));
    }
    JsonNode prompt = body.path("prompt");
    Require.that(
        !prompt.isArray() || prompt.size() == 1, "the rehearsal accepts one prompt per call");
    return Prompt.text(
        prompt.isArray() ? prompt.get(0).asText() : RequestBody.text(body, "prompt"));
  }

  @Override
  public boolean isStreamed(JsonNode body) {
    return body.path("stream").asBoolean(false);
  }

  @Override
  public String whole(Answer answer, Request request) {
    ObjectNode document = head(chat ? "chat.completion" : "text_completion", request);
    ObjectNode choice = document.putArray("choices").addObject();
    write(choice, "message", answer.text());
    choice.put("index", 0).put("finish_reason", ServerProtocol.finish(answer));
    return document.set("usage", usage(answer)).toString();
  }

  /** Writes the text of a choice; null for the last chunk of a stream. */
  private void write(ObjectNode choice, String field, @Nullable String text) {
    if (!chat) {
      choice.put("text", text == null ? "" : text);
      return;
    }
    ObjectNode message = choice.putObject(field);
    if (text != null) {
      message.put("role", "assistant").put("content", text);
    }
  }

  @Override
  public List<String> pieces(Answer answer, Request request, JsonNode body) {
    List<String> events = new ArrayList<>();
    for (String text : ServerProtocol.split(answer)) {
      events.add(event(request, text, null));
    }
    events.add(event(request, null, ServerProtocol.finish(answer)));
    if (body.path("stream_options").path("include_usage").asBoolean(false)) {
      ObjectNode last = chunk(request);
      last.putArray("choices");
      events.add("data: " + last.set("usage", usage(answer)) + "\n\n");
    }
    events.add("data: [DONE]\n\n");
    return events;
  }

  private String event(Request request, @Nullable String text, @Nullable String finish) {
    ObjectNode document = chunk(request);
    ObjectNode choice = document.putArray("choices").addObject();
    write(choice, "delta", text);
    choice.put("index", 0).put("finish_reason", finish);
    return "data: " + document + "\n\n";
  }

  private ObjectNode chunk(Request request) {
    return head(chat ? "chat.completion.chunk" : "text_completion", request);
  }

  private static ObjectNode head(String object, Request request) {
    return ServerProtocol.object()
        .put("id", "rehearsal-" + RequestKey.of(request))
        .put("object", object)
        .put("created", 0)
        .put("model", request.model())
        .put("system_fingerprint", "rehearsal");
  }

  private static ObjectNode usage(Answer answer) {
    return ServerProtocol.object()
        .put("prompt_tokens", answer.promptTokens())
        .put("completion_tokens", answer.completionTokens())
        .put("total_tokens", answer.promptTokens() + answer.completionTokens());
  }

  @Override
  public String streamType() {
    return "text/event-stream";
  }

  @Override
  public String error(int status, String message) {
    ObjectNode document = ServerProtocol.object();
    document
        .putObject("error")
        .put("message", message)
        .put("type", type(status))
        .putNull("param")
        .put("code", status == 429 ? "rate_limit_exceeded" : null);
    return document.toString();
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 429 -> "requests";
      case 500 -> "server_error";
      default -> "invalid_request_error";
    };
  }
}
