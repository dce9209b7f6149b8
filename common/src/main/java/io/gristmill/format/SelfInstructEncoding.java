package io.gristmill.format;

import static io.gristmill.text.PythonText.strip;

import io.gristmill.text.PythonText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Prompt and completion as Self-Instruct wrote them for fine-tuning: 7 templates for instances with
 * an input, 6 for those without, one form for all. White space is Python's. Source:
 * yizhongw/self-instruct, step 4.
 */
public final class SelfInstructEncoding {

  /** The end of every completion in the reference. */
  public static final String EOS_TOKEN = "<|endoftext|>";

  private static final List<Layout> WITH_INPUT =
      List.of(
          new Layout("{instruction}\nInput: {input}\nOutput:", " "),
          new Layout("{instruction}\n\nInput: {input}\n\nOutput:", " "),
          new Layout("Task: {instruction}\nInput: {input}\nOutput:", " "),
          new Layout("{instruction}\n\n{input}\n\nOutput:", " "),
          new Layout("{instruction}\n\n{input}\n\n", ""),
          new Layout("{instruction}\n{input}\n\n", ""),
          new Layout("Task: {instruction}\n\n{input}\n\n", ""));

  private static final List<Layout> WITHOUT_INPUT =
      List.of(
          new Layout("{instruction} Output:", " "),
          new Layout("{instruction}\nOutput:", " "),
          new Layout("{instruction}\n\nOutput:", " "),
          new Layout("{instruction}\n", ""),
          new Layout("{instruction}\n\n", ""),
          new Layout("Task: {instruction}\n\n", ""));

  private static final Layout PLAIN = new Layout("{instruction}\n\n{input}\n\n", "");

  private SelfInstructEncoding() {}

  /** A prompt template and what stands in front of the output. */
  private record Layout(TextTemplate prompt, String outputPrefix) {
    Layout(String prompt, String outputPrefix) {
      this(TextTemplate.of(prompt), outputPrefix);
    }
  }

  /** An encoded instance; the last three are the trimmed fields. */
  public record Encoded(
      String prompt, String completion, String instruction, String input, String output) {}

  /** Whether the templates with input apply: an input of white space alone is none. */
  public static boolean hasInput(String input) {
    return !strip(input).isEmpty();
  }

  /** How many templates there are: 7 with input, 6 without. */
  public static int templates(boolean withInput) {
    return layouts(withInput).size();
  }

  /**
   * Encodes by a template of the family that the input asks for.
   *
   * @param index from 0 to {@link #templates} - 1
   */
  public static Encoded encode(
      int index, String instruction, String input, String output, String eosToken) {
    Layout layout = layouts(hasInput(input)).get(index);
    return encode(layout, instruction, input, output, eosToken);
  }

  /** Encodes by the one form of the reference; without input four line ends follow each other. */
  public static Encoded encodePlain(
      String instruction, String input, String output, String eosToken) {
    return encode(PLAIN, instruction, input, output, eosToken);
  }

  /**
   * Removes a field name: where exactly one distinct name (word characters and a colon) occurs in
   * the input, only what follows the first colon of the text is kept. Then the text is trimmed and
   * each pair of line ends becomes one, left to right. The rule is the reference's, and it damages
   * inputs like {@code see http://host/x}.
   */
  public static String stripFieldName(String input) {
    String kept = fieldNames(input).size() == 1 ? input.substring(input.indexOf(':') + 1) : input;
    return strip(kept).replace("\n\n", "\n");
  }

  private static Encoded encode(
      Layout layout, String instruction, String input, String output, String eosToken) {
    String strippedInstruction = strip(instruction);
    String strippedInput = strip(input);
    String strippedOutput = strip(output);
    String prompt =
        layout
            .prompt()
            .render(
                p ->
                    p == TextTemplate.Placeholder.INSTRUCTION
                        ? strippedInstruction
                        : strippedInput);
    return new Encoded(
        prompt,
        layout.outputPrefix() + strippedOutput + eosToken,
        strippedInstruction,
        strippedInput,
        strippedOutput);
  }

  private static List<Layout> layouts(boolean withInput) {
    return withInput ? WITH_INPUT : WITHOUT_INPUT;
  }

  private static Set<String> fieldNames(String input) {
    Set<String> names = new HashSet<>();
    for (int colon = input.indexOf(':'); colon >= 0; colon = input.indexOf(':', colon + 1)) {
      int start = colon;
      while (start > 0 && PythonText.isWord(input.codePointBefore(start))) {
        start -= Character.charCount(input.codePointBefore(start));
      }
      if (start < colon) {
        names.add(input.substring(start, colon));
      }
    }
    return names;
  }
}
