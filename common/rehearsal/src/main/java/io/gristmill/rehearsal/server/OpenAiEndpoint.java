package io.gristmill.rehearsal.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.check.Require;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.llm.RequestKey;
import io.gristmill.llm.SamplingParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions and text completions endpoints. */
enum OpenAiEndpoint implements ServerProtocol {
  CHAT("chat.completion", "chat.completion.chunk") {
    @Override
    Prompt prompt(JsonNode body) {
      return new Prompt.Chat(JsonFields.messages(body));
    }

    @Override
    ObjectNode choice(String text) {
      ObjectNode choice = object();
      choice.putObject("message").put("role", "assistant").put("content", text);
      return choice;
    }

    @Override
    ObjectNode piece(@Nullable String text) {
      ObjectNode choice = object();
      ObjectNode delta = choice.putObject("delta");
      if (text != null) {
        delta.put("role", "assistant").put("content", text);
      }
      return choice;
    }
  },

  TEXT("text_completion", "text_completion") {
    @Override
    Prompt prompt(JsonNode body) {
      JsonNode prompt = body.path("prompt");
      if (prompt.isArray()) {
        Require.that(prompt.size() == 1, "the rehearsal accepts one prompt per call");
        return Prompt.text(prompt.get(0).asText());
      }
      return Prompt.text(JsonFields.text(body, "prompt"));
    }

    @Override
    ObjectNode choice(String text) {
      return object().put("text", text);
    }

    @Override
    ObjectNode piece(@Nullable String text) {
      return object().put("text", text == null ? "" : text);
    }
  };

  private final String object;
  private final String chunk;

  OpenAiEndpoint(String object, String chunk) {
    this.object = object;
    this.chunk = chunk;
  }

  abstract Prompt prompt(JsonNode body);

  /** Choice with the whole text. */
  abstract ObjectNode choice(String text);

  /** Choice with a chunk of the text; null for the last one. */
  abstract ObjectNode piece(@Nullable String text);

  @Override
  public Request read(JsonNode body) {
    Integer choices = JsonFields.whole(body, "n");
    Require.that(choices == null || choices == 1, "the rehearsal supports n = 1 only");
    Integer max = JsonFields.whole(body, "max_completion_tokens");
    JsonNode format = body.path("response_format");
    SamplingParams sampling =
        new SamplingParams(
            max != null ? max : JsonFields.whole(body, "max_tokens"),
            JsonFields.real(body, "temperature"),
            JsonFields.real(body, "top_p"),
            JsonFields.whole(body, "top_k"),
            JsonFields.real(body, "frequency_penalty"),
            JsonFields.real(body, "presence_penalty"),
            JsonFields.seed(body),
            JsonFields.stop(body),
            format.isObject() ? format.toString() : null);
    return new Request(JsonFields.text(body, "model"), prompt(body), sampling, 0);
  }

  @Override
  public boolean isStreamed(JsonNode body) {
    return body.path("stream").asBoolean(false);
  }

  @Override
  public String whole(Answer answer, Request request) {
    ObjectNode choice = choice(answer.text()).put("index", 0).put("finish_reason", finish(answer));
    ObjectNode document = head(object, request);
    document.putArray("choices").add(choice);
    document.set("usage", usage(answer));
    return document.toString();
  }

  @Override
  public List<String> pieces(Answer answer, Request request, JsonNode body) {
    List<String> events = new ArrayList<>();
    for (String text : JsonFields.pieces(answer.text())) {
      events.add(event(request, piece(text).put("index", 0).putNull("finish_reason")));
    }
    events.add(event(request, piece(null).put("index", 0).put("finish_reason", finish(answer))));
    if (body.path("stream_options").path("include_usage").asBoolean(false)) {
      ObjectNode last = head(chunk, request);
      last.putArray("choices");
      last.set("usage", usage(answer));
      events.add("data: " + last + "\n\n");
    }
    events.add("data: [DONE]\n\n");
    return events;
  }

  private String event(Request request, ObjectNode choice) {
    ObjectNode document = head(chunk, request);
    document.putArray("choices").add(choice);
    return "data: " + document + "\n\n";
  }

  private static ObjectNode head(String object, Request request) {
    return object()
        .put("id", "rehearsal-" + RequestKey.of(request).toString())
        .put("object", object)
        .put("created", 0)
        .put("model", request.model())
        .put("system_fingerprint", "rehearsal");
  }

  private static ObjectNode usage(Answer answer) {
    return object()
        .put("prompt_tokens", answer.promptTokens())
        .put("completion_tokens", answer.completionTokens())
        .put("total_tokens", answer.promptTokens() + answer.completionTokens());
  }

  private static String finish(Answer answer) {
    return answer.finish() == Answer.Finish.LENGTH
        ? "length"
        : Answer.Finish.STOP.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String streamType() {
    return "text/event-stream";
  }

  @Override
  public String error(int status, String message) {
    ObjectNode document = object();
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

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
