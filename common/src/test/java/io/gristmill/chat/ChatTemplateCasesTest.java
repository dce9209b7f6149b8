package io.gristmill.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gristmill.jinja.RenderSettings;
import io.gristmill.jinja.Rendering;
import io.gristmill.jinja.TemplateException;
import io.gristmill.testing.ChatCases;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Templates times conversations, with text and spans of transformers 5. */
class ChatTemplateCasesTest {

  private static final Map<String, String> SPECIAL =
      Map.of("bos_token", "<s>", "eos_token", "</s>");

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final TypeReference<List<Map<String, Object>>> MESSAGES = new TypeReference<>() {};

  private static final RenderSettings DATE =
      RenderSettings.at(LocalDateTime.of(2025, 3, 9, 7, 5, 6));

  private final JsonNode templates = ChatCases.document("templates.json");
  private final JsonNode conversations = ChatCases.document("conversations.json");
  private final Map<String, ChatTemplate> read = new LinkedHashMap<>();

  @Test
  void textAndSpansEqualThoseOfTransformersOrBothFail() {
    for (JsonNode row : ChatCases.rows("chat_cases.jsonl")) {
      if (row.has("error")) {
        assertThat(catchThrowableOfType(TemplateException.class, () -> render(row)))
            .as("%s", row)
            .isNotNull();
        continue;
      }
      Rendering rendering = render(row);
      assertThat(rendering.text()).as("%s", row).isEqualTo(row.path("text").asText());
      assertThat(spans(rendering)).as("%s", row).isEqualTo(spans(row));
    }
  }

  private Rendering render(JsonNode row) {
    ChatTemplate template =
        read.computeIfAbsent(
            row.path("template").asText(),
            name -> ChatTemplate.of(templates.path(name).asText(), SPECIAL));
    JsonNode conversation = conversations.path(row.path("conversation").asText());
    Map<String, Object> variables = new LinkedHashMap<>();
    conversation
        .path("variables")
        .properties()
        .forEach(v -> variables.put(v.getKey(), v.getValue()));
    Chat chat =
        Chat.of(JSON.convertValue(conversation.path("messages"), MESSAGES))
            .withTools(conversation.get("tools"))
            .withVariables(variables)
            .withSettings(DATE);
    return template.render(
        row.path("generation_prompt").asBoolean() ? chat.withGenerationPrompt() : chat);
  }

  private static List<List<Integer>> spans(Rendering rendering) {
    return rendering.generated().stream().map(s -> List.of(s.start(), s.end())).toList();
  }

  private static List<List<Integer>> spans(JsonNode row) {
    List<List<Integer>> spans = new ArrayList<>();
    row.path("spans").forEach(s -> spans.add(List.of(s.get(0).asInt(), s.get(1).asInt())));
    return spans;
  }
}
