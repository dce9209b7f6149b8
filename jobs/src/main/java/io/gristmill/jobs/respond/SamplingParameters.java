package io.gristmill.jobs.respond;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.train.generation.GenerationConfig;
import io.gristmill.llm.SamplingParams;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How answers are drawn, by whatever model.
 *
 * @param maxNewTokens tokens of an answer
 * @param temperature 0 takes the likeliest token every time
 * @param topK 0 is all
 * @param topP 1 is all
 * @param stopStrings texts that end an answer
 */
record SamplingParameters(
    int maxNewTokens, double temperature, int topK, double topP, List<String> stopStrings)
    implements Serializable {

  private static final int MAX_TOKENS = 1 << 24;
  private static final double MAX_TEMPERATURE = 100;

  SamplingParameters {
    stopStrings = List.copyOf(stopStrings);
  }

  static SamplingParameters read(SettingsReader block) {
    SamplingParameters drawing =
        new SamplingParameters(
            block.integer("max-new-tokens", 1, MAX_TOKENS),
            block.real("temperature", 0, MAX_TEMPERATURE),
            block.integer("top-k", 0, MAX_TOKENS),
            block.real("top-p", 0, 1),
            block.texts("stop-strings"));
    if (drawing.topP == 0) {
      block.problem("top-p", "above 0");
    }
    if (drawing.stopStrings.contains("")) {
      block.problem("stop-strings", "a list of texts that are not empty");
    }
    return drawing;
  }

  /**
   * For a model of this process.
   *
   * @param mark what ends an answer in the style of the prompts; may be empty
   * @param rows answers at a time
   */
  GenerationConfig forLocalModel(String mark, long seed, int rows) {
    List<String> all = new ArrayList<>(stopStrings);
    if (!mark.isEmpty()) {
      all.add(mark);
    }
    return new GenerationConfig(maxNewTokens, temperature, topK, topP, seed, all, rows);
  }

  /** For a server, which is told what differs from drawing among all. */
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
        null);
  }
}
