package io.gristmill.format;

import static io.gristmill.text.PythonText.strip;

import io.gristmill.text.PythonText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Encodes prompt and completion as Self-Instruct does for fine-tuning: 7 templates for instances
 * with an input, 6 for those without, and one fixed form. Whitespace is that of Python. Source:
 * yizhongw/self-instruct, step 4.
 */
final class SelfInstructEncoding {

  /** The end of every completion in Self-Instruct. */
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

  /** A prompt template and the text before the output. */
  private record Layout(TextTemplate prompt, String outputPrefix) {
    Layout(String prompt, String outputPrefix) {
      this(TextTemplate.of(prompt), outputPrefix);
    }
  }

  /** An encoded instance; instruction, input and output are stripped. */
  public record Encoded(
      String prompt, String completion, String instruction, String input, String output) {}

  /** Whether the templates with an input apply; a blank input counts as none. */
  public static boolean hasInput(String input) {
    return !strip(input).isEmpty();
  }

  /** Number of templates: 7 with an input, 6 without. */
  public static int templates(boolean withInput) {
    return layouts(withInput).size();
  }

  /**
   * Encodes with a template for instances with or without an input.
   *
   * @param index from 0 to {@link #templates} - 1
   */
  public static Encoded encode(
      int index, String instruction, String input, String output, String eosToken) {
    Layout layout = layouts(hasInput(input)).get(index);
    return encode(layout, instruction, input, output, eosToken);
  }

  /**
   * Encodes with the fixed form of Self-Instruct; without an input it has four consecutive line
   * breaks.
   */
  public static Encoded encodePlain(
      String instruction, String input, String output, String eosToken) {
    return encode(PLAIN, instruction, input, output, eosToken);
  }

  /**
   * Removes a field name. If exactly one distinct name (word characters before a colon) occurs in
   * the input, only the text after the first colon is kept. The text is then stripped, and each
   * pair of line breaks becomes one, from left to right. This is the rule of Self-Instruct; it
   * damages inputs like {@code see http://host/x}.
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
