package io.gristmill.format;

import io.gristmill.record.Example;

/**
 * Prompt templates of preferences with plain-text prompt and answers. Trainers append the answer to
 * the prompt unchanged, so each prompt ends with its response header.
 */
enum PreferencePrompt {
  /** Instruction and input only. */
  PLAIN,
  /** The prompt of Stanford Alpaca with its response header. */
  ALPACA,
  /** The prompt of LLMs-from-scratch with its response header, as in its DPO code (ch. 7). */
  LLMS_FROM_SCRATCH,
  /** The Phi-3 prompt of LLMs-from-scratch (ch. 7 exercise) with its response header. */
  LLMS_FROM_SCRATCH_PHI3;

  String of(Example example, String inputSeparator) {
    return switch (this) {
      case PLAIN ->
          example.instruction()
              + (example.input().isEmpty() ? "" : inputSeparator + example.input());
      case ALPACA -> withHeader(PromptStyle.STANFORD_ALPACA, example);
      case LLMS_FROM_SCRATCH -> withHeader(PromptStyle.LLMS_FROM_SCRATCH, example);
      case LLMS_FROM_SCRATCH_PHI3 -> withHeader(PromptStyle.LLMS_FROM_SCRATCH_PHI3, example);
    };
  }

  private static String withHeader(PromptStyle style, Example example) {
    return style.prompt(example) + style.responseHeader();
  }
}
