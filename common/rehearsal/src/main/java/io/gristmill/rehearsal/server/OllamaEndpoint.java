package io.gristmill.rehearsal.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Message;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.llm.SamplingParams;
import java.util.ArrayList;
import java.util.List;

/** Ollama's chat and generate endpoints. */
enum OllamaEndpoint implements ServerProtocol {
  CHAT {
    @Override
    Prompt prompt(JsonNode body) {
      return new Prompt.Chat(JsonFields.messages(body));
    }

    @Override
    void put(ObjectNode document, String text) {
      document.putObject("message").put("role", "assistant").put("content", text);
    }
  },

  GENERATE {
    @Override
    Prompt prompt(JsonNode body) {
      String text = JsonFields.text(body, "prompt");
      if (body.path("raw").asBoolean(false)) {
        return Prompt.text(text);
      }
      List<Message> messages = new ArrayList<>();
      if (body.path("system").isTextual()) {
        messages.add(Message.system(body.path("system").textValue()));
      }
      messages.add(Message.user(text));
      return new Prompt.Chat(messages);
    }

    @Override
    void put(ObjectNode document, String text) {
      document.put("response", text);
    }
  };

  private static final String BEGINNING_OF_TIME = "1970-01-01T00:00:00Z";

  abstract Prompt prompt(JsonNode body);

  abstract void put(ObjectNode document, String text);

  @Override
  public Request read(JsonNode body) {
    JsonNode options = body.path("options");
    Integer max = JsonFields.whole(options, "num_predict");
    JsonNode format = body.path("format");
    SamplingParams sampling =
        new SamplingParams(
            max != null && max < 0 ? null : max, // negative means no limit
            JsonFields.real(options, "temperature"),
            JsonFields.real(options, "top_p"),
            JsonFields.whole(options, "top_k"),
            JsonFields.real(options, "frequency_penalty"),
            JsonFields.real(options, "presence_penalty"),
            JsonFields.seed(options),
            JsonFields.stop(options),
            format.isObject() || format.isTextual() ? format.toString() : null);
    return new Request(JsonFields.text(body, "model"), prompt(body), sampling, 0);
  }

  @Override
  public boolean isStreamed(JsonNode body) {
    return body.path("stream").asBoolean(true);
  }

  @Override
  public String whole(Answer answer, Request request) {
    return last(answer, request, answer.text()).toString();
  }

  @Override
  public List<String> pieces(Answer answer, Request request, JsonNode body) {
    List<String> lines = new ArrayList<>();
    for (String text : JsonFields.pieces(answer.text())) {
      lines.add(head(request, text).put("done", false) + "\n");
    }
    lines.add(last(answer, request, "") + "\n");
    return lines;
  }

  private ObjectNode head(Request request, String text) {
    ObjectNode document =
        OpenAiEndpoint.object().put("model", request.model()).put("created_at", BEGINNING_OF_TIME);
    put(document, text);
    return document;
  }

  private ObjectNode last(Answer answer, Request request, String text) {
    return head(request, text)
        .put("done", true)
        .put("done_reason", answer.finish() == Answer.Finish.LENGTH ? "length" : "stop")
        .put("prompt_eval_count", answer.promptTokens())
        .put("eval_count", answer.completionTokens());
  }

  @Override
  public String streamType() {
    return "application/x-ndjson";
  }

  @Override
  public String error(int status, String message) {
    return OpenAiEndpoint.object().put("error", message).toString();
  }
}
