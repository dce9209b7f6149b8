package io.gristmill.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.ChatCases;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One template per construct, with the output of Jinja 3.1 as transformers 5 configures it. */
class JinjaCasesTest {

  private static final RenderSettings DATE =
      RenderSettings.at(LocalDateTime.of(2025, 3, 9, 7, 5, 6));

  private final Map<String, Object> variables = variables();

  @Test
  void textAndSpansEqualThoseOfJinjaOrBothFail() {
    for (JsonNode row : ChatCases.rows("jinja_cases.jsonl")) {
      String source = row.path("template").asText();
      if (row.has("error")) {
        assertThat(catchThrowableOfType(TemplateException.class, () -> render(source)))
            .as("%s", row)
            .isNotNull();
        continue;
      }
      Rendering rendering = render(source);
      assertThat(rendering.text()).as(source).isEqualTo(row.path("text").asText());
      assertThat(rendering.generated()).as(source).isEqualTo(spans(row));
    }
  }

  private Rendering render(String source) {
    return JinjaTemplate.parse(source).render(variables, DATE);
  }

  private static Map<String, Object> variables() {
    Map<String, Object> variables = new LinkedHashMap<>();
    ChatCases.document("jinja_variables.json")
        .properties()
        .forEach(variable -> variables.put(variable.getKey(), variable.getValue()));
    return variables;
  }

  private static List<Span> spans(JsonNode row) {
    List<Span> spans = new ArrayList<>();
    row.path("spans").forEach(s -> spans.add(new Span(s.get(0).asInt(), s.get(1).asInt())));
    return spans;
  }
}
