package io.gristmill.format;

import io.gristmill.record.Example;

/**
 * How the question of a preference is written where prompt and answers are plain texts. Trainers
 * put an answer behind the prompt as it stands, so a prompt ends with what belongs between them.
 */
enum PreferencePrompt {
  /** Instruction and input alone. */
  PLAIN,
  /** The prompt of Stanford Alpaca with its response header. */
  ALPACA,
  /** The prompt of LLMs-from-scratch with its response header, as its DPO chapter has it. */
  LLMS_FROM_SCRATCH,
  /** The Phi-3 prompt of the same book. */
  PHI3;

  String of(Example example, String inputSeparator) {
    return switch (this) {
      case PLAIN ->
          example.instruction()
              + (example.input().isEmpty() ? "" : inputSeparator + example.input());
      case ALPACA -> withHeader(PromptStyle.STANFORD_ALPACA, example);
      case LLMS_FROM_SCRATCH -> withHeader(PromptStyle.LLMS_FROM_SCRATCH, example);
      case PHI3 -> withHeader(PromptStyle.PHI3_LLMS_FROM_SCRATCH, example);
    };
  }

  private static String withHeader(PromptStyle style, Example example) {
    return style.prompt(example) + style.responseHeader();
  }
}
