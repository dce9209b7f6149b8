package io.gristmill.rehearsal.reply;

import io.gristmill.text.PythonText;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the prompt formats of instruction-tuned models. */
final class TaskForms {

  private static final String PARTS = "(?<instruction>.*?)(?:\\n\\n### Input:\\n(?<input>.*?))?";

  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile("(?s).*### Instruction:\\n" + PARTS + "(?:\\n\\n### Response:)?\\s*"),
          between(
              "<\\|start_header_id\\|>user<\\|end_header_id\\|>\\n\\n",
              "<\\|eot_id\\|><\\|start_header_id\\|>assistant<\\|end_header_id\\|>"),
          between("<\\|im_start\\|>user\\n", "<\\|im_end\\|>\\n<\\|im_start\\|>assistant"),
          between("<start_of_turn>user\\n", "<end_of_turn>\\n<start_of_turn>model"),
          between("<\\|user\\|>\\n", "(?:<\\|end\\|>|</s>)?\\n<\\|assistant\\|>:?"),
          between("\\[INST\\] (?:<<SYS>>.*?<</SYS>>\\n\\n)?", " \\[/INST\\]"),
          between("USER: ", "\\s+ASSISTANT:"));

  private TaskForms() {}

  private static Pattern between(String before, String after) {
    return Pattern.compile("(?s).*" + before + "(?<instruction>.*?)" + after + "\\s*");
  }

  static PromptIntent.Solve read(String text) {
    for (Pattern form : FORMS) {
      Matcher matcher = form.matcher(text);
      if (matcher.matches()) {
        boolean split = form == FORMS.get(0) && matcher.group("input") != null;
        return split
            ? new PromptIntent.Solve(matcher.group("instruction"), matcher.group("input"))
            : lines(matcher.group("instruction"));
      }
    }
    return lines(text);
  }

  /** Splits a text into the instruction on the first line and the input on the others. */
  private static PromptIntent.Solve lines(String text) {
    String stripped = PythonText.strip(text);
    int end = stripped.indexOf('\n');
    return end < 0
        ? new PromptIntent.Solve(stripped, "")
        : new PromptIntent.Solve(
            PythonText.strip(stripped.substring(0, end)),
            PythonText.strip(stripped.substring(end)));
  }
}
