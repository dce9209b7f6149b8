package io.gristmill.jobs.train.generation;

import io.gristmill.check.Require;
import java.util.List;

/**
 * Sampling parameters and limits of generation.
 *
 * @param maxNewTokens maximum number of tokens of an answer, >= 1
 * @param temperature divisor of the logits, >= 0; 0 is greedy decoding
 * @param topK number of most probable tokens to sample from, >= 0; 0 for all
 * @param topP nucleus sampling (Holtzman et al. 2020): samples from the fewest most probable tokens
 *     whose probabilities sum to topP, in (0, 1], after topK; 1 for all
 * @param stopStrings strings that end an answer and are not part of it
 * @param batchSize number of answers generated at a time, >= 1
 */
public record GenerationConfig(
    int maxNewTokens,
    double temperature,
    int topK,
    double topP,
    long seed,
    List<String> stopStrings,
    int batchSize) {

  public GenerationConfig {
    stopStrings = List.copyOf(stopStrings);
    Require.that(maxNewTokens >= 1, "max new tokens must be >= 1, was %d", maxNewTokens);
    Require.that(
        temperature >= 0 && Double.isFinite(temperature),
        "temperature must be >= 0, was %s",
        temperature);
    Require.that(topK >= 0, "top-k must be >= 0, was %d", topK);
    Require.that(topP > 0 && topP <= 1, "top-p must be in (0, 1], was %s", topP);
    Require.that(
        stopStrings.stream().noneMatch(String::isEmpty),
        "stop strings must not be empty, were %s",
        stopStrings);
    Require.that(batchSize >= 1, "batch size must be >= 1, was %d", batchSize);
  }

  /** Greedy decoding of eight answers at a time. */
  public static GenerationConfig greedy(int maxNewTokens) {
    return new GenerationConfig(maxNewTokens, 0, 0, 1, 0, List.of(), 8);
  }

  public GenerationConfig withStopStrings(List<String> newStopStrings) {
    return new GenerationConfig(
        maxNewTokens, temperature, topK, topP, seed, newStopStrings, batchSize);
  }

  public GenerationConfig withBatchSize(int newBatchSize) {
    return new GenerationConfig(
        maxNewTokens, temperature, topK, topP, seed, stopStrings, newBatchSize);
  }
}
