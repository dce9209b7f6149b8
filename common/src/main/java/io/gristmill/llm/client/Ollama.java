package io.gristmill.llm.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.Request;
import org.jspecify.annotations.Nullable;

/**
 * Ollama's {@code /api/chat} and {@code /api/generate}, the latter without the model's template.
 *
 * @param chat chat messages instead of plain text
 * @param stream whether the answer is streamed
 * @param keepAlive how long the model stays loaded; null means the server's default
 */
record Ollama(boolean chat, boolean stream, @Nullable String keepAlive) implements Protocol {

  @Override
  public String path() {
    return chat ? "/api/chat" : "/api/generate";
  }

  @Override
  public boolean streamsEvents() {
    return false;
  }

  @Override
  public ObjectNode body(Request request) throws ModelException {
    ObjectNode body = Json.object().put("model", request.model());
    if (chat) {
      body.set("messages", Prompts.messages(request.prompt(), Provider.OLLAMA_CHAT));
    } else {
      body.put("prompt", Prompts.text(request.prompt(), Provider.OLLAMA_GENERATE));
      body.put("raw", true);
    }
    // Ollama streams by default. Without truncation a prompt that is too long is an error.
    body.put("stream", stream).put("truncate", false);
    if (keepAlive != null) {
      keepAlive(body, keepAlive);
    }
    String schema = request.sampling().jsonSchema();
    if (schema != null) {
      body.set("format", Prompts.schema(schema));
    }
    ObjectNode options = body.putObject("options");
    Prompts.put(options, "num_ctx", request.sampling().contextTokens());
    Prompts.putSampling(options, "num_predict", request);
    return body;
  }

  /** Writes whole seconds as a number, other durations as a string. */
  private static void keepAlive(ObjectNode body, String keepAlive) {
    if (keepAlive.matches("-?[0-9]{1,9}")) {
      body.put("keep_alive", Integer.parseInt(keepAlive));
    } else {
      body.put("keep_alive", keepAlive);
    }
  }

  @Override
  public void read(JsonNode document, AnswerBuilder answer) {
    answer.model(Json.text(document.path("model")));
    JsonNode text = chat ? document.path("message").path("content") : document.path("response");
    if (text.isTextual()) {
      answer.append(text.asText());
    }
    if (document.path("done").asBoolean(false)) {
      answer.usage(
          Json.count(document.path("prompt_eval_count")), Json.count(document.path("eval_count")));
      String reason = Json.text(document.path("done_reason"));
      // Ollama before 0.3 reports no reason.
      answer.finish(Json.finish(reason.isEmpty() ? "stop" : reason));
      answer.end();
    }
  }
}
