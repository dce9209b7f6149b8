package io.gristmill.format;

import static io.gristmill.format.FormatTesting.example;
import static io.gristmill.format.FormatTesting.format;
import static io.gristmill.format.FormatTesting.json;
import static io.gristmill.format.FormatTesting.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.record.Example;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PromptCompletionFormatTest {

  private static final String NEVER = "export.prompt-completion.strip-field-name=never";
  private static final String ALWAYS = "export.prompt-completion.strip-field-name=always";

  @Test
  void aFixedTemplateIsUsed() {
    assertThat(
            json(
                format(
                    "prompt-completion", "export.prompt-completion.template-with-input=2", NEVER),
                example("Sort", "b a", "a b")))
        .isEqualTo(
            "{\"prompt\":\"Task: Sort\\nInput: b a\\nOutput:\","
                + "\"completion\":\" a b<|endoftext|>\"}");
  }

  @Test
  void thePlainFormHasFourLineBreaksWithoutInput() {
    assertThat(
            format(
                    "prompt-completion",
                    "export.prompt-completion.template-without-input=plain",
                    "export.prompt-completion.eos-token=END")
                .format(example("집", "\u3000", "b")))
        .isEqualTo(Formatted.Row.ofTexts("집\n\n\n\n", "bEND"));
  }

  @Test
  void aStrippedFieldNameMayLeaveNoInput() {
    Format format =
        format("prompt-completion", "export.prompt-completion.template-without-input=0", ALWAYS);
    assertThat(format.format(example("Name a label", "Label: ", "rye")))
        .isEqualTo(Formatted.Row.ofTexts("Name a label Output:", " rye<|endoftext|>"));
  }

  @Test
  void bracesAndEndMarksInTheDataAreCopiedUnchanged() {
    Format format =
        format("prompt-completion", "export.prompt-completion.template-with-input=4", NEVER);
    assertThat(format.format(example("{input}", "{instruction} <|endoftext|>", "{output}")))
        .isEqualTo(
            Formatted.Row.ofTexts(
                "{input}\n\n{instruction} <|endoftext|>\n\n", "{output}<|endoftext|>"));
  }

  @Test
  void theRandomTemplateDependsOnlyOnSeedAndId() {
    Example example = example("Sort", "b a", "a b");
    assertThat(format("prompt-completion").format(example))
        .isEqualTo(format("prompt-completion").format(example));
  }

  @Test
  void everyTemplateIsDrawnEventually() {
    Set<String> withInput = new HashSet<>();
    Set<String> withoutInput = new HashSet<>();
    Format format = format("prompt-completion", NEVER);
    for (int i = 0; i < 500; i++) {
      Example given = withId("INSTRUCTION", "INPUT", i);
      withInput.add(json(format, given));
      withoutInput.add(json(format, withId("INSTRUCTION", "", i)));
    }
    assertThat(withInput).hasSize(7);
    assertThat(withoutInput).hasSize(6);
  }

  @Test
  void randomStrippingHappensAboutHalfTheTime() {
    int stripped = 0;
    Format format =
        format("prompt-completion", "export.prompt-completion.template-with-input=plain");
    for (int i = 0; i < 2000; i++) {
      Formatted row = format.format(withId("a", "Text: b", i));
      if (row.equals(Formatted.Row.ofTexts("a\n\nb\n\n", "c<|endoftext|>"))) {
        stripped++;
      } else {
        assertThat(row).isEqualTo(Formatted.Row.ofTexts("a\n\nText: b\n\n", "c<|endoftext|>"));
      }
    }
    // Five standard deviations of 2000 fair coins are 112.
    assertThat(stripped).isBetween(888, 1112);
  }

  @Test
  void randomStrippingIsIndependentOfTheTemplate() {
    Set<String> seen = new TreeSet<>();
    Format format = format("prompt-completion");
    for (int i = 0; i < 1000; i++) {
      seen.add(json(format, withId("INSTRUCTION", "Text: INPUT", i)));
    }
    assertThat(seen).hasSize(14);
  }

  @Test
  void pairsOfLineBreaksCollapseOnceFromTheLeft() {
    assertThat(SelfInstructEncoding.stripFieldName("a\n\n\n\n\nb")).isEqualTo("a\n\n\nb");
  }

  @Test
  void anUnstrippedInputKeepsItsLineBreaks() {
    Format format =
        format("prompt-completion", "export.prompt-completion.template-with-input=plain", NEVER);
    assertThat(((Formatted.Row) format.format(example("a", "b\n\nc", "d"))).cells().get(0))
        .isEqualTo(new Cell.Text("a\n\nb\n\nc\n\n"));
    assertThat(text(format, example("a", "b", "d"))).isEqualTo("d<|endoftext|>");
  }

  private static Example withId(String instruction, String input, int id) {
    Example example = example(instruction, input, "c");
    return new Example(
        "id-" + id,
        id,
        instruction,
        input,
        "c",
        "",
        "",
        example.parents(),
        example.metadata(),
        null);
  }
}
