package io.gristmill.llm.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.Request;

/**
 * OpenAI's chat completions and text completions API, as supported by OpenAI, vLLM, llama.cpp, TGI,
 * LM Studio and Ollama's {@code /v1}.
 *
 * @param chat chat messages instead of plain text
 * @param stream whether the answer is streamed
 * @param maxTokensParam name of the token limit
 */
record OpenAi(boolean chat, boolean stream, String maxTokensParam) implements Protocol {

  @Override
  public String path() {
    return chat ? "/chat/completions" : "/completions";
  }

  @Override
  public boolean streamsEvents() {
    return true;
  }

  @Override
  public ObjectNode body(Request request) throws ModelException {
    ObjectNode body = Json.object().put("model", request.model());
    if (chat) {
      body.set("messages", Prompts.messages(request.prompt(), Provider.OPENAI_CHAT));
    } else {
      body.put("prompt", Prompts.text(request.prompt(), Provider.OPENAI_COMPLETIONS));
    }
    putSampling(request, body);
    if (stream) {
      body.put("stream", true).putObject("stream_options").put("include_usage", true);
    }
    return body;
  }

  private void putSampling(Request request, ObjectNode body) {
    Prompts.putSampling(body, maxTokensParam, request);
    String schema = request.sampling().jsonSchema();
    if (schema != null) {
      ObjectNode format = body.putObject("response_format").put("type", "json_schema");
      format
          .putObject("json_schema")
          .put("name", "answer")
          .put("strict", true)
          .set("schema", Prompts.schema(schema));
    }
  }

  @Override
  public void read(JsonNode document, AnswerBuilder answer) {
    answer.model(Json.text(document.path("model")));
    JsonNode usage = document.path("usage");
    answer.usage(
        Json.count(usage.path("prompt_tokens")), Json.count(usage.path("completion_tokens")));
    JsonNode choice = document.path("choices").path(0);
    if (!choice.isObject()) {
      return;
    }
    JsonNode reason = choice.path("finish_reason");
    if (reason.isTextual() && !reason.asText().isEmpty()) {
      answer.finish(Json.finish(reason.asText()));
    }
    if (chat) {
      turn(choice.has("delta") ? choice.path("delta") : choice.path("message"), answer);
    } else if (choice.path("text").isTextual()) {
      answer.append(choice.path("text").asText());
    }
  }

  private static void turn(JsonNode turn, AnswerBuilder answer) {
    if (turn.path("refusal").isTextual() && !turn.path("refusal").asText().isEmpty()) {
      answer.refuse(turn.path("refusal").asText());
    }
    JsonNode content = turn.path("content");
    if (content.isTextual()) {
      answer.append(content.asText());
    } else if (content.isArray()) {
      content.forEach(part -> answer.append(Json.text(part.path("text"))));
    }
  }
}
