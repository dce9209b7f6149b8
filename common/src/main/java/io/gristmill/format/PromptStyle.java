package io.gristmill.format;

import io.gristmill.record.Example;
import java.util.List;

/**
 * The prompt texts of instruction tuning, exact to the character. A training text is prompt, header
 * and output one after the other; loss is usually on the output alone. An input counts as present
 * unless it is the empty string, so a blank one is written out.
 */
public enum PromptStyle {
  /** Stanford Alpaca, {@code train.py}: two openings; the answer is glued to the last colon. */
  STANFORD_ALPACA("\n\n### Response:") {
    @Override
    public String prompt(Example example) {
      return (example.input().isEmpty() ? TASK : TASK_WITH_INPUT) + sections(example);
    }
  },
  /** LLMs-from-scratch, chapter 7: one opening, with or without input. */
  LLMS_FROM_SCRATCH("\n\n### Response:\n") {
    @Override
    public String prompt(Example example) {
      return TASK + sections(example);
    }
  },
  /** The book's Phi-3 exercise; the colon is the book's, {@link ChatStyle.Phi3} is the model's. */
  PHI3_LLMS_FROM_SCRATCH("\n<|assistant|>:\n") {
    @Override
    public String prompt(Example example) {
      String input = example.input();
      return "<|user|>\n" + example.instruction() + (input.isEmpty() ? "" : "\n" + input);
    }

    @Override
    List<String> promptHeaders() {
      return List.of("<|user|>");
    }
  };

  private static final String REQUEST =
      " Write a response that appropriately completes the request.";
  private static final String TASK = "Below is an instruction that describes a task." + REQUEST;
  private static final String TASK_WITH_INPUT =
      "Below is an instruction that describes a task, paired with an input that provides further"
          + " context."
          + REQUEST;

  private final String responseHeader;

  PromptStyle(String responseHeader) {
    this.responseHeader = responseHeader;
  }

  /** What is asked, up to but without {@link #responseHeader}. */
  public abstract String prompt(Example example);

  /** What stands between prompt and output, its own line ends included. */
  public String responseHeader() {
    return responseHeader;
  }

  /** What begins the lines that a question is made of. */
  List<String> promptHeaders() {
    return List.of("### Instruction:", "### Input:");
  }

  /** Prompt, header and output. */
  public String text(Example example) {
    return prompt(example) + responseHeader + example.output();
  }

  private static String sections(Example example) {
    String input = example.input();
    return "\n\n### Instruction:\n"
        + example.instruction()
        + (input.isEmpty() ? "" : "\n\n### Input:\n" + input);
  }
}
