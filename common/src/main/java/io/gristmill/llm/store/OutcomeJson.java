package io.gristmill.llm.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.llm.Answer;
import io.gristmill.llm.Answer.Finish;
import io.gristmill.llm.ModelException.Kind;
import io.gristmill.llm.RequestOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Encodes outcomes as JSON on one line: {@code {"text", "finish", "prompt_tokens",
 * "completion_tokens", "model"}} or {@code {"failed", "reason"}}, enum constants by name. Unknown
 * keys are ignored, so that older versions read newer files.
 */
final class OutcomeJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
                  .build())
          .build();

  private OutcomeJson() {}

  static byte[] write(RequestOutcome outcome) {
    ObjectNode json = MAPPER.createObjectNode();
    if (outcome instanceof Answer answer) {
      json.put("text", answer.text())
          .put("finish", answer.finish().name())
          .put("prompt_tokens", answer.promptTokens())
          .put("completion_tokens", answer.completionTokens())
          .put("model", answer.model());
    } else {
      RequestOutcome.Failed failed = (RequestOutcome.Failed) outcome;
      json.put("failed", failed.kind().name()).put("reason", failed.reason());
    }
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  static Optional<RequestOutcome> read(byte[] line, int start) {
    try {
      JsonNode json = MAPPER.readTree(line, start, line.length - start);
      return json.has("failed") ? failed(json) : answered(json);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<RequestOutcome> failed(JsonNode json) {
    return constant(Kind.values(), json.path("failed"))
        .filter(kind -> json.path("reason").isTextual())
        .map(kind -> new RequestOutcome.Failed(kind, json.path("reason").asText()));
  }

  private static Optional<RequestOutcome> answered(JsonNode json) {
    boolean isWhole =
        json.path("text").isTextual()
            && json.path("model").isTextual()
            && json.path("prompt_tokens").canConvertToExactIntegral()
            && json.path("completion_tokens").canConvertToExactIntegral();
    return constant(Finish.values(), json.path("finish"))
        .filter(finish -> isWhole)
        .map(
            finish ->
                new Answer(
                    json.path("text").asText(),
                    finish,
                    json.path("prompt_tokens").asLong(),
                    json.path("completion_tokens").asLong(),
                    json.path("model").asText()));
  }

  private static <E extends Enum<E>> Optional<E> constant(E[] constants, JsonNode name) {
    return Arrays.stream(constants).filter(e -> e.name().equals(name.asText())).findFirst();
  }
}
