package io.gristmill.format;

import static io.gristmill.format.FormatTesting.example;
import static io.gristmill.format.FormatTesting.format;
import static io.gristmill.format.FormatTesting.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.record.Example;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateFormatTest {

  @Test
  void everyPlaceholderIsFilledIn() {
    Example example = new Example("7f", 0, "지시", "입력", "답", "mill", "", List.of(), Map.of(), null);
    assertThat(
            text(
                format(
                    "template",
                    "export.template.text=\"{id}|{source}|{instruction}|{input}|{output}\""),
                example))
        .isEqualTo("7f|mill|지시|입력|답");
  }

  @Test
  void doubledBracesBecomeSingleBraces() {
    assertThat(TextTemplate.of("{{{output}}} {{output}} {{}}").render(example("", "", "x")))
        .isEqualTo("{x} {output} {}");
  }

  @Test
  void bracesInValuesAreNeverExpanded() {
    assertThat(
            TextTemplate.of("{instruction}/{input}/{output}")
                .render(example("{input}", "{{output}}", "$1 \\1 {id}")))
        .isEqualTo("{input}/{{output}}/$1 \\1 {id}");
  }

  @Test
  void anExampleWithoutInputUsesTheSecondTemplate() {
    Format format =
        format(
            "template",
            "export.template.column=prompt",
            "export.template.text=\"{instruction}+{input}={output}\"",
            "export.template.text-without-input=\"{instruction}={output}\"");
    assertThat(format.columns()).containsExactly(new Column.Text("prompt"));
    assertThat(text(format, example("a", "b", "c"))).isEqualTo("a+b=c");
    assertThat(text(format, example("a", " ", "c"))).isEqualTo("a+ =c");
    assertThat(text(format, example("a", "", "c"))).isEqualTo("a=c");
  }

  @Test
  void withoutASecondTemplateTheFirstIsUsedForAll() {
    Format format =
        format(
            "template",
            "export.template.text=\"{instruction}+{input}\"",
            "export.template.text-without-input=\"\"");
    assertThat(text(format, example("a", "", "c"))).isEqualTo("a+");
  }

  @Test
  void anUnknownPlaceholderIsReportedWithTheKnownOnes() {
    assertThatThrownBy(() -> TextTemplate.of("{instruction} {answer}"))
        .hasMessage(
            "unknown placeholder {answer}; known are {instruction}, {input}, {output}, {id},"
                + " {source}");
  }

  @Test
  void everyMistakeInATemplateIsReported() {
    assertThatThrownBy(() -> TextTemplate.of("🌾} {Output} {instruction"))
        .hasMessageContaining("single } at character 1; write }} for a literal brace")
        .hasMessageContaining("unknown placeholder {Output}")
        .hasMessageContaining("single { at character 12; write {{ for a literal brace");
  }

  @Test
  void aTemplateWithoutPlaceholdersIsItsOwnText() {
    assertThat(TextTemplate.of("").render(example("a", "b", "c"))).isEmpty();
    assertThat(TextTemplate.of("물레 🌾").render(example("a", "b", "c"))).isEqualTo("물레 🌾");
  }
}
