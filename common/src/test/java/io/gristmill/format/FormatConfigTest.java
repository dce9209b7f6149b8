package io.gristmill.format;

import static io.gristmill.format.FormatTesting.conversation;
import static io.gristmill.format.FormatTesting.format;
import static io.gristmill.format.FormatTesting.preference;
import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatConfigTest {

  private static final String ALL =
      "alpaca, alpaca-text, llms-from-scratch, llms-from-scratch-phi3, phi3, prompt-completion,"
          + " sharegpt, vicuna, messages, chatml, template, preference, preference-messages,"
          + " alpaca-preference, responses";

  @Test
  void theDefaultIsAlpacaOnly() {
    assertThat(names()).containsExactly("alpaca");
  }

  @Test
  void oneRunCanWriteAllFormatsInTheGivenOrder() {
    assertThat(names("export.formats=[messages, alpaca]")).containsExactly("messages", "alpaca");
    assertThat(String.join(", ", names("export.formats=[" + ALL + "]"))).isEqualTo(ALL);
  }

  @Test
  void anUnknownFormatIsReportedWithTheKnownOnes() {
    assertThat(problems("export.formats=[alpaca, sharegtp]"))
        .containsExactly(
            "export.formats must be a list of some of "
                + ALL
                + ", was [\"alpaca\",\"sharegtp\"]; did you mean sharegpt?");
  }

  @Test
  void noFormatAndADuplicateFormatAreRejected() {
    assertThat(problems("export.formats=[]"))
        .containsExactly("export.formats must be a list of at least one of " + ALL + ", was []");
    assertThat(problems("export.formats=[alpaca, alpaca]"))
        .containsExactly(
            "export.formats must be a list that names no format twice, was"
                + " [\"alpaca\",\"alpaca\"]");
  }

  @Test
  void aSingleNameCountsAsAListOfOne() {
    assertThat(problems("export.formats=alpaca")).isEmpty();
  }

  @Test
  void allProblemsAreReportedEvenOfUnselectedFormats() {
    assertThat(
            problems(
                "export.multi-turn=cut",
                "export.alpaca-text.column=input",
                "export.chatml.column=\"two words\"",
                "export.prompt-completion.template-with-input=7",
                "export.prompt-completion.template-without-input=6",
                "export.prompt-completion.strip-field-name=maybe",
                "export.vicuna.variant=v2",
                "export.preference.prompt-template=raw",
                "export.template.text=\"{instruktion}\""))
        .hasSize(9)
        .contains(
            "export.preference.prompt-template must be one of plain, alpaca, llms-from-scratch,"
                + " llms-from-scratch-phi3, was \"raw\"")
        .anyMatch(p -> p.startsWith("export.multi-turn must be one of skip, first"))
        .contains(
            "export.alpaca-text.column must be a name other than instruction, input, output, was"
                + " \"input\"")
        .anyMatch(p -> p.startsWith("export.chatml.column must be a name of ASCII letters"))
        .contains(
            "export.prompt-completion.template-with-input must be random, plain or a number from"
                + " 0 to 6, was 7")
        .anyMatch(p -> p.startsWith("export.prompt-completion.template-without-input must be"))
        .anyMatch(p -> p.startsWith("export.prompt-completion.strip-field-name must be one of"))
        .contains("export.vicuna.variant must be one of v1-1, lines, was \"v2\"")
        .anyMatch(p -> p.contains("unknown placeholder {instruktion}; known are {instruction}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alpaca",
        "alpaca-text",
        "llms-from-scratch",
        "llms-from-scratch-phi3",
        "phi3",
        "prompt-completion",
        "sharegpt",
        "vicuna",
        "messages",
        "chatml",
        "template",
        "preference",
        "preference-messages",
        "alpaca-preference"
      })
  void aFormatTravelsToOtherMachinesUnchanged(String name) throws Exception {
    Format format = format(name);
    Format copy = copy(format);
    assertThat(copy.columns()).isEqualTo(format.columns()).isNotEmpty();
    assertThat(copy.format(preference("a", "Text: {b}", "🌾", "no")))
        .isInstanceOf(Formatted.Row.class)
        .isEqualTo(format.format(preference("a", "Text: {b}", "🌾", "no")));
    assertThat(copy.format(conversation("[]"))).isInstanceOf(Formatted.Skip.class);
  }

  private static Format copy(Format format) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(format);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (Format) in.readObject();
    }
  }

  private static List<String> names(String... settings) {
    Problems problems = new Problems();
    FormatConfig config = read(problems, settings);
    problems.throwIfAny();
    return config.formats().stream().map(Format::name).toList();
  }

  private static List<String> problems(String... settings) {
    Problems problems = new Problems();
    read(problems, settings);
    return problems.messages();
  }

  private static FormatConfig read(Problems problems, String... settings) {
    Settings loaded = Settings.load(null, List.of(settings), problems);
    return FormatConfig.read(loaded.reader("export", problems), 42);
  }
}
