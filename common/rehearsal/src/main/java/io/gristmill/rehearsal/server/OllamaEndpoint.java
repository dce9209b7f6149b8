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

/** Ollama's endpoint for chats, or the one for generated text. */
record OllamaEndpoint(boolean chat) implements ServerProtocol {

  @Override
  public Request read(JsonNode body) {
    JsonNode options = body.path("options");
    Integer max = RequestBody.whole(options, "num_predict");
    JsonNode format = body.path("format");
    SamplingParams sampling =
        RequestBody.sampling(
            options,
            max != null && max < 0 ? null : max, // negative means no limit
            format.isObject() || format.isTextual() ? format.toString() : null);
    return new Request(RequestBody.text(body, "model"), prompt(body), sampling, 0);
  }

  private Prompt prompt(JsonNode body) {
    if (chat) {
      return new Prompt.Chat(RequestBody.messages(body));
    }
    String text = RequestBody.text(body, "prompt");
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
    for (String text : ServerProtocol.split(answer)) {
      lines.add(head(request, text).put("done", false) + "\n");
    }
    lines.add(last(answer, request, "") + "\n");
    return lines;
  }

  private ObjectNode head(Request request, String text) {
    ObjectNode document =
        ServerProtocol.object()
            .put("model", request.model())
            .put("created_at", "1970-01-01T00:00:00Z");
    if (chat) {
      document.putObject("message").put("role", "assistant").put("content", text);
    } else {
      document.put("response", text);
    }
    return document;
  }

  private ObjectNode last(Answer answer, Request request, String text) {
    return head(request, text)
        .put("done", true)
        .put("done_reason", ServerProtocol.finish(answer))
        .put("prompt_eval_count", answer.promptTokens())
        .put("eval_count", answer.completionTokens());
  }

  @Override
  public String streamType() {
    return "application/x-ndjson";
  }

  @Override
  public String error(int status, String message) {
    return ServerProtocol.object().put("error", message).toString();
  }
}
