package io.gristmill.jobs.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.jobs.train.file.ModelDirectory;
import io.gristmill.jobs.train.tensor.Backend;
import io.gristmill.jobs.train.testing.Fixtures;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests the TorchScript files: their slots, their shape comments and the rendered scripts. */
class ModelScriptTest {

  /** A statement that computes a value: an assignment or a return. */
  private static final Pattern STATEMENT =
      Pattern.compile("^(return .*|[a-z_A-Z, ]+(\\[\\w+])? = .*|\\w+\\[.*\\]\\.\\w+\\(.*)$");

  /** A value that is not a tensor: a number, a condition or a list that is filled later. */
  private static final Pattern NO_TENSOR =
      Pattern.compile(
          "^(return )?(([A-Z]|T|rows|start|end|n|i|first|adapter|elements|packed|more|all_done"
              + "|dropout|nucleus|mask_of_layer|index_in_layer|shape|sizes) = .*"
              + "|\\w+ = annotate\\(List\\[Tensor], \\[]\\)"
              + "|trainable = p\\[.*"
              + "|elements // .*)$");

  /** A shape comment such as {@code (B, T, D)}, {@code 2 x (B)} or {@code as trainable}. */
  private static final Pattern SHAPE = Pattern.compile("\\(.*\\)|as [\\w\\[\\]]+|unused");

  private static Path folder() throws URISyntaxException {
    Path file =
        Path.of(Objects.requireNonNull(ModelScript.class.getResource("decoder.py")).toURI());
    return Objects.requireNonNull(file.getParent());
  }

  static List<String> files() throws IOException, URISyntaxException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".py"))
          .map(name -> name.substring(0, name.length() - 3))
          .sorted()
          .toList();
    }
  }

  static List<String> models() {
    return Fixtures.names();
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyVariantOfAModelIsFilledAndCompiles(String name) throws IOException {
    TransformerConfig config = ModelDirectory.open(Fixtures.model(name)).config();
    Lora lora = new Lora(2, 4, 0.1, List.of(Lora.ALL_LINEAR));
    try (Backend backend = Backend.open("cpu")) {
      for (Precision precision : Precision.values()) {
        for (boolean checkpointing : new boolean[] {false, true}) {
          for (Lora adapters : new Lora[] {null, lora}) {
            String script =
                ModelScript.render(config, adapters, new ComputeConfig(precision, checkpointing));
            assertThat(script).doesNotContain("{{", "}}", "#").doesNotContainPattern("\n\\s*\n");
            backend.compile(ModelScript.NAME, script).close();
          }
        }
      }
    }
  }

  @Test
  void anUnfilledSlotIsReported() {
    ScriptSlots slots = new ScriptSlots().with("T", 3).withFunction("relu", x -> x + ".relu()");
    assertThat(slots.fill("y = {{relu(x)}} + {{T}}")).isEqualTo("y = x.relu() + 3");
    assertThatThrownBy(() -> slots.fill("y = {{missing}}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("nothing fills the slot {{missing}}");
    assertThatThrownBy(() -> slots.fill("y = {{gelu(x)}}"))
        .hasMessage("nothing fills the slot {{gelu(x)}}");
  }

  @Test
  void linesInPlaceOfASlotAreIndentedAndFilledToo() {
    ScriptSlots slots =
        new ScriptSlots()
            .with("body", "a = {{half(p[0])}}\nb = {{half({{name}})}}")
            .with("nothing", "")
            .with("name", "q")
            .withFunction("half", x -> x + ".to(5)");
    assertThat(slots.fill("def f(self):\n    {{body}}\n    {{nothing}}\n    return a"))
        .isEqualTo("def f(self):\n    a = p[0].to(5)\n    b = q.to(5)\n    return a");
  }

  @Test
  void numbersStayTheSameDoubles() {
    assertThat(ScriptSlots.number(1e-5)).isEqualTo("1.0e-5");
    assertThat(ScriptSlots.number(10000)).isEqualTo("10000.0");
    assertThat(new ScriptSlots().with("flag", true).fill("{{flag}}")).isEqualTo("True");
  }

  @Test
  void commentsAreRemovedAndStringsAreKept() {
    String text =
        """
        # All of a line.

        def f(self, x: Tensor) -> Tensor:
            # Indented.
            y = g(x, mode="a # b", other='#')  # (B, T), "quoted"
            return y#(B)
        """;
    assertThat(ScriptSlots.withoutComments(text))
        .isEqualTo(
            """
            def f(self, x: Tensor) -> Tensor:
                y = g(x, mode="a # b", other='#')
                return y
            """);
    assertThatThrownBy(() -> ScriptSlots.file("nothing"))
        .hasMessage("io/gristmill/jobs/train/model/nothing.py is not on the class path");
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyStepHasTheShapeOfItsTensor(String file) {
    List<String> lines = ScriptSlots.fileWithComments(file).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String code = ScriptSlots.withoutComments(lines.get(i)).strip();
      if (STATEMENT.matcher(code).matches() && !NO_TENSOR.matcher(code).matches()) {
        int last = i;
        while (code.endsWith("(") && !lines.get(last).strip().startsWith(")")) {
          last++;
        }
        String line = lines.get(last);
        String comment = line.substring(ScriptSlots.withoutComments(line).stripTrailing().length());
        assertThat(comment).as("%s.py, line %d: %s", file, i + 1, code).containsPattern(SHAPE);
      }
    }
  }

  @Test
  void everyScriptFileIsUsed() throws IOException, URISyntaxException {
    StringBuilder used = new StringBuilder();
    for (String name : models()) {
      TransformerConfig config = ModelDirectory.open(Fixtures.model(name)).config();
      Lora lora = new Lora(2, 4, 0, List.of(Lora.ALL_LINEAR));
      for (boolean checkpointing : new boolean[] {false, true}) {
        used.append(
            ModelScript.render(config, lora, new ComputeConfig(Precision.FULL, checkpointing)));
      }
    }
    for (String file : files()) {
      String firstLine = ScriptSlots.file(file).lines().findFirst().orElseThrow();
      String code = firstLine.replaceAll("\\{\\{.*", "");
      assertThat(used).as("%s.py", file).contains(code);
    }
  }
}
