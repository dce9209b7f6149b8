package io.gristmill.jobs.respond;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.train.generation.GenerationConfig;
import io.gristmill.llm.SamplingParams;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Sampling parameters, for a local model or a server.
 *
 * @param maxNewTokens maximum tokens of an answer
 * @param temperature sampling temperature; 0: greedy
 * @param topK number of likeliest tokens to sample from; 0: all
 * @param topP probability mass to sample from; 1: all
 * @param stopStrings stop strings that end an answer
 */
record GenerationSampling(
    int maxNewTokens, double temperature, int topK, double topP, List<String> stopStrings)
    implements Serializable {

  private static final int MAX_TOKENS = 1 << 24;
  private static final double MAX_TEMPERATURE = 100;

  GenerationSampling {
    stopStrings = List.copyOf(stopStrings);
  }

  static GenerationSampling read(SettingsReader block) {
    GenerationSampling parameters =
        new GenerationSampling(
            block.integer("max-new-tokens", 1, MAX_TOKENS),
            block.real("temperature", 0, MAX_TEMPERATURE),
            block.integer("top-k", 0, MAX_TOKENS),
            block.real("top-p", 0, 1),
            block.texts("stop-strings"));
    if (parameters.topP == 0) {
      block.problem("top-p", "above 0");
    }
    if (parameters.stopStrings.contains("")) {
      block.problem("stop-strings", "a list of non-empty texts");
    }
    return parameters;
  }

  /**
   * Parameters for a model in this process.
   *
   * @param endMark the prompt template's end mark; may be empty
   * @param rows prompts per batch
   */
  GenerationConfig forLocalModel(String endMark, long seed, int rows) {
    List<String> stopTexts = new ArrayList<>(stopStrings);
    if (!endMark.isEmpty()) {
      stopTexts.add(endMark);
    }
    return new GenerationConfig(maxNewTokens, temperature, topK, topP, seed, stopTexts, rows);
  }

  /** Parameters for a server; leaves out top-k and top-p if they have no effect. */
  SamplingParams forServer() {
    return new SamplingParams(
        maxNewTokens,
        temperature,
        topP < 1 ? topP : null,
        topK > 0 ? topK : null,
        null,
        null,
        null,
        stopStrings,
        null,
        null);
  }
}
