package io.gristmill.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

  @Test
  void aRowIsOneLineInTheOrderOfTheColumns() {
    assertThat(
            JsonLines.line(
                List.of(new Column.Text("z"), new Column.Text("a")),
                Formatted.Row.ofTexts("밀\r\n\u0000", "\"🌾\"")))
        .isEqualTo("{\"z\":\"밀\\r\\n\\u0000\",\"a\":\"\\\"🌾\\\"\"}");
  }

  @Test
  void aRowThatDoesNotMatchItsColumnsIsRejected() {
    assertThatThrownBy(
            () -> JsonLines.line(List.of(new Column.Text("a")), Formatted.Row.ofTexts("b", "c")))
        .hasMessage("2 cells for 1 columns");
    assertThatThrownBy(
            () ->
                JsonLines.line(
                    List.of(new Column.Turns("a", "from", "value")), Formatted.Row.ofTexts("b")))
        .hasMessageContaining("cannot hold");
  }
}
