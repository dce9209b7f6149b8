package io.gristmill.format;

import io.gristmill.record.Example;
import java.util.List;

/**
 * Prompt templates of instruction tuning, exact to the character. A training text is the
 * concatenation of prompt, response header and output; the loss usually covers the output only. A
 * blank input is written like any other; only the empty string counts as no input.
 */
public enum PromptStyle {
  /**
   * Stanford Alpaca, {@code train.py}: one introduction with and one without input; the answer
   * follows the last colon without a space.
   */
  STANFORD_ALPACA("\n\n### Response:") {
    @Override
    public String prompt(Example example) {
      return (example.input().isEmpty() ? TASK : TASK_WITH_INPUT) + sections(example);
    }
  },
  /** LLMs-from-scratch, chapter 7: the same introduction with and without input. */
  LLMS_FROM_SCRATCH("\n\n### Response:\n") {
    @Override
    public String prompt(Example example) {
      return TASK + sections(example);
    }
  },
  /**
   * The Phi-3 exercise of LLMs-from-scratch, chapter 7, which has a colon after {@code
   * <|assistant|>}; {@link ChatStyle.Phi3} is the template of the model itself.
   */
  LLMS_FROM_SCRATCH_PHI3("\n<|assistant|>:\n") {
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

  /** The prompt without the {@link #responseHeader}. */
  public abstract String prompt(Example example);

  /** The text between prompt and output, including its line breaks. */
  public String responseHeader() {
    return responseHeader;
  }

  /** The headers of the prompt, each at the start of a line. */
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
